import { describe, expect, it } from 'vitest';

import type { DecisionRefusal } from '../features/decide-deletion.ts';
import type { Trouble } from '../features/diagnose.ts';
import { doctorTexts } from './english/doctor.ts';
import { policyTexts } from './english/policy.ts';
import { describeFinding, whyForbidden, whyNotDecided } from './policy-sentences.ts';

const people = (): string => 'Grace';
const channel = (id: string): string => `#${id}`;

describe('whyForbidden', () => {
  const about = { action: 'delete', repository: '`app`', people } as const;

  it('says who may, that nobody may, or that it is the channel', () => {
    const whoMay = [{ kind: 'user', userId: 'U1' }] as const;
    expect(whyForbidden(policyTexts, { allowed: false, because: 'role', whoMay }, about)).toBe(
      'You may not delete images of `app`. Ask Grace.',
    );
    const all = [{ kind: 'everyone' }] as const;
    expect(whyForbidden(policyTexts, { allowed: false, because: 'role', whoMay: all }, about)).toContain(
      'people of this workspace',
    );
    expect(whyForbidden(policyTexts, { allowed: false, because: 'role', whoMay: [] }, about)).toContain(
      'nobody may',
    );
    expect(whyForbidden(policyTexts, { allowed: false, because: 'channel', whoMay: [] }, about)).toContain(
      'but not here',
    );
  });
});

describe('whyNotDecided', () => {
  it.each<[DecisionRefusal, string]>([
    [{ kind: 'not-approver', whoMay: [] }, 'nobody else may'],
    [{ kind: 'wrong-state', state: 'done' }, 'This does not wait for a decision any more.'],
    [{ kind: 'channel', where: 'home', channelId: 'C1' }, 'Try the Home tab'],
    [{ kind: 'channel', where: 'channel', channelId: 'C1' }, 'only by its message in #C1'],
    [{ kind: 'channel', where: undefined, channelId: 'C1' }, 'nor where it was asked for'],
  ])('has a sentence for %j', (refusal, words) => {
    expect(whyNotDecided(policyTexts, refusal, { people, channel })).toContain(words);
  });
});

describe('describeFinding', () => {
  it.each<[Trouble, RegExp]>([
    [{ kind: 'bot-token', reason: 'invalid_auth' }, /SLACK_BOT_TOKEN \(invalid_auth\)/],
    [{ kind: 'slack-away', what: 'groups', reason: 'HTTP 503' }, /user groups.*HTTP 503.*says nothing of it/],
    [{ kind: 'missing-scope', scope: 'chat:write' }, /chat:write/],
    [{ kind: 'audit-channel', channelId: 'C0', is: 'not-member' }, /C0\. Invite it/],
    [{ kind: 'user', userId: 'U0', is: 'deactivated' }, /U0/],
    [{ kind: 'unknown-group', group: 'sre' }, /sre/],
    [{ kind: 'too-few-approvers', tags: ['a', 'b'], have: 1, need: 2 }, /a, b/],
    [{ kind: 'no-policy' }, /POLICY_FILE/],
  ])('says what to do about %j', (trouble, words) => {
    expect(describeFinding(doctorTexts, { level: 'problem', trouble })).toMatch(words);
  });
});

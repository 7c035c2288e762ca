import { describe, expect, it } from 'vitest';

import type { StoredAuditEntry } from '../state/audit-entry.ts';
import { english } from '../texts/english.ts';
import { auditLine } from './audit-view.ts';

const view = {
  renderer: 'sections',
  texts: english,
  scope: { kind: 'registry', registryId: 'reg' },
  nowMs: 0,
} as const;

const image = { imageId: 'i1', name: 'reg/app', digest: `sha256:${'a'.repeat(64)}`, tags: ['v1'] };
const entry = { seq: 1, atMs: 0, teamId: 'T1', userId: 'U0ADA', image };

describe('auditLine', () => {
  it.each<[StoredAuditEntry['kind'], string]>([
    ['request', '<@U0ADA> asked to delete `app` (`v1`)'],
    ['approval', '<@U0ADA> approved the deletion of `app` (`v1`)'],
    ['rejection', '<@U0ADA> rejected the deletion of `app` (`v1`)'],
    ['cancellation', '<@U0ADA> took back the request to delete `app` (`v1`)'],
    ['lapse', 'Ended, since nobody can approve it any more: <@U0ADA> had asked to delete `app` (`v1`)'],
    ['expiry', 'Nobody decided in time whether <@U0ADA> may delete `app` (`v1`)'],
    ['delete', 'On behalf of <@U0ADA> the registry was told to delete `app` (`v1`)'],
  ])('says of a %s in a sentence what was done', (kind, sentence) => {
    expect(auditLine({ ...entry, kind }, view).split('\n')[0]).toBe(sentence);
  });

  it.each([
    ['delete: role', 'tried to delete'],
    ['approval: not-approver', 'tried to approve the deletion of'],
    ['rejection: wrong-state', 'tried to reject the deletion of'],
    ['cancellation: not-requester', 'tried to take back the request to delete'],
  ])('says of a refusal what was tried: %s', (note, tried) => {
    expect(auditLine({ ...entry, kind: 'refusal', note }, view)).toContain(
      `Refused: <@U0ADA> ${tried} \`app\` (\`v1\`)`,
    );
  });

  it.each<[StoredAuditEntry['kind'], string, string]>([
    ['refusal', 'approval: own-request', 'They asked for it themselves: somebody else has to decide.'],
    ['refusal', 'delete: role', 'The rules do not let them delete this.'],
    ['lapse', 'policy-changed', 'The rules have changed since it was asked for.'],
    ['outcome', 'permission_denied', 'The registry does not allow this app to do that.'],
  ])('says why in a sentence: %s %s', (kind, note, sentence) => {
    expect(auditLine({ ...entry, kind, note }, view).split('\n')[1]).toBe(sentence);
  });

  it('shows as it is what another version of the bot has written', () => {
    expect(auditLine({ ...entry, kind: 'lapse', note: 'other' }, view)).toContain('Note: `other`');
    expect(auditLine({ ...entry, kind: 'refusal', note: 'toString' }, view)).toContain('Note: `toString`');
  });

  it('names the channel in which it was done, and of direct messages only that they are some', () => {
    expect(auditLine({ ...entry, kind: 'request', channelId: 'C1' }, view)).toContain('in <#C1>');
    expect(auditLine({ ...entry, kind: 'request', channelId: 'D1' }, view)).toMatch(/in direct messages ·/);
  });
});

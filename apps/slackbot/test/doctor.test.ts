import { createSlackSandbox, type SlackSandboxOptions } from '@registry-images/slack-sandbox';
import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

import manifest from '../slack.manifest.json' with { type: 'json' };
import { systemClock } from '../src/clock.ts';
import { parseConfig } from '../src/config/config.ts';
import { runDoctor } from '../src/doctor/run-doctor.ts';
import { tokens } from './registry/image-service.ts';
import { makeRegistry } from './registry/registry.ts';

const { bot, bot_optional: optional } = manifest.oauth_config.scopes;
const policy = `
roles:
  viewer: everyone
  deleter: '@platform'
  approver: U0GRACE
auditChannel: C0AUDIT
`;

interface Visit {
  readonly workspace?: SlackSandboxOptions;
  readonly policy?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What the doctor says of a bot in a workspace. */
async function visit(options: Visit = {}): Promise<{ readonly code: number; readonly lines: string[] }> {
  const sandbox = await createSlackSandbox({
    scopes: bot,
    channels: [{ id: 'C0AUDIT', name: 'audit' }],
    userGroups: [{ id: 'S0PLATFORM', handle: 'platform', memberIds: ['U0ADA'] }],
    ...options.workspace,
  });
  onTestFinished(() => sandbox[Symbol.asyncDispose]());
  const registry = await makeRegistry();
  const config = parseConfig(
    {
      SLACK_MODE: 'socket',
      SLACK_API_URL: sandbox.apiUrl,
      SLACK_BOT_TOKEN: sandbox.botToken,
      SLACK_APP_TOKEN: sandbox.appToken,
      IMAGES_API_URL: registry.url,
      IMAGES_API_TOKEN: tokens.deleter,
      IMAGES_REGISTRY_ID: registry.id,
      DATABASE: `${await makeTemporaryFolder()}/bot.sqlite`,
      POLICY_FILE: 'policy.yaml',
      ...options.env,
    },
    () => options.policy ?? policy,
  );
  const lines: string[] = [];
  const code = await runDoctor({
    config,
    fetch,
    clock: systemClock,
    write: (line) => lines.push(line),
  });
  return { code, lines };
}

describe('runDoctor', () => {
  it('finds nothing where all is well', async () => {
    expect(await visit()).toEqual({ code: 0, lines: ['All is well.'] });
  });

  it('says what it has not looked at without the optional scopes, and does not fail', async () => {
    const scopes = bot.filter((scope) => !optional.includes(scope));
    const { code, lines } = await visit({ workspace: { scopes } });
    expect(lines).toEqual([
      expect.stringMatching(/^Warning: Not looked at: the channels C0AUDIT /),
      expect.stringMatching(/^Warning: Not looked at: the users U0GRACE /),
    ]);
    expect(code).toBe(0);
  });

  it.each<[string, Visit, RegExp]>([
    ['a bot token', { env: { SLACK_BOT_TOKEN: 'xoxb-wrong' } }, /SLACK_BOT_TOKEN \(invalid_auth\)/],
    ['an app token', { env: { SLACK_APP_TOKEN: 'xapp-wrong' } }, /SLACK_APP_TOKEN \(invalid_auth\)/],
    [
      'a scope that is missing',
      { workspace: { scopes: ['commands', 'usergroups:read'] } },
      /scope chat:write/,
    ],
    ['the Image API', { env: { IMAGES_API_TOKEN: 'another' } }, /The Image API cannot be used/],
    [
      'a database',
      { env: { DATABASE: '/nowhere/bot.sqlite' } },
      /The database cannot be used .*folder exists.*; SQLite says: unable to open/,
    ],
    [
      'an audit channel without the bot',
      { workspace: { channels: [{ id: 'C0AUDIT', name: 'audit', memberIds: ['U0ADA'] }] } },
      /not in the audit channel C0AUDIT/,
    ],
    [
      'an audit channel that is archived',
      { workspace: { channels: [{ id: 'C0AUDIT', name: 'audit', isArchived: true }] } },
      /C0AUDIT is archived/,
    ],
    ['an audit channel that there is not', { workspace: { channels: [] } }, /C0AUDIT does not exist/],
    ['a user group that there is not', { workspace: { userGroups: [] } }, /the user group platform/],
    ['a user who does not exist', { policy: 'roles: { deleter: U0NOBODY }' }, /user U0NOBODY, who does not/],
    [
      'a user who has left',
      { workspace: { users: [{ id: 'U0GRACE', name: 'grace', isDeactivated: true }] } },
      /U0GRACE, whose account is deactivated/,
    ],
  ])('finds what is wrong with %s, and fails', async (_what, options, line) => {
    const { code, lines } = await visit(options);
    expect(lines.filter((text) => line.test(text))).toEqual([expect.stringMatching(/^Problem: /)]);
    expect(code).toBe(1);
    expect(lines.join('\n')).not.toMatch(/xoxb-|xapp-/);
  });

  it('does not blame a token for a Slack that is away', async () => {
    const { code, lines } = await visit({ env: { SLACK_API_URL: 'http://127.0.0.1:9/' } });
    expect(lines).toEqual([
      expect.stringMatching(/^Problem: Slack could not be asked about SLACK_BOT_TOKEN \(no answer\)/),
      expect.stringMatching(/^Problem: Slack could not be asked about SLACK_APP_TOKEN \(no answer\)/),
    ]);
    expect(code).toBe(1);
  });

  it('warns of what is odd, and does not fail', async () => {
    const { code, lines } = await visit({ workspace: { scopes: [...bot, 'files:read'] } });
    expect(lines).toEqual([expect.stringMatching(/^Warning: .*files:read/)]);
    expect(code).toBe(0);
  });
});

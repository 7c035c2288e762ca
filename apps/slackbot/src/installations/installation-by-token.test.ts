import { describe, expect, it } from 'vitest';

import { systemClock as clock } from '../clock.ts';
import { defaultPolicy as policy } from '../policy/policy.ts';
import { SlackCallError } from '../slack/slack-call-error.ts';
import type { WebApi } from '../slack/web-api.ts';
import { createInstallationByToken } from './installation-by-token.ts';
import type { Installations } from './installations.ts';

const botToken = 'xoxb-own';
const own = { teamId: 'T1', botToken, policy };
/** What Slack says of a token of T1. */
const identity = { team_id: 'T1', team: 'Ours', user_id: 'U0BOT' };

/** An installation, and the tokens about which Slack was asked. */
function install(answer: object = identity): { installations: Installations; asked: string[] } {
  const asked: string[] = [];
  const webApi: WebApi = (_method, _args, { token }) => {
    asked.push(token);
    return Promise.resolve({ body: { ...answer }, scopes: undefined });
  };
  return { installations: createInstallationByToken({ webApi, clock, botToken, policy }), asked };
}

describe('createInstallationByToken', () => {
  it('asks Slack once which workspace it is', async () => {
    const { installations, asked } = install();
    expect(await Promise.all([installations.list(), installations.find({ teamId: 'T1' })])).toEqual([
      [own],
      own,
    ]);
    expect(asked).toEqual([botToken]);
  });

  it('knows the organisation of the workspace', async () => {
    const { installations } = install({ ...identity, enterprise_id: 'E1' });
    expect(await installations.list()).toEqual([{ ...own, enterpriseId: 'E1' }]);
  });

  it.each([
    ['another workspace', { teamId: 'T2' }],
    ['a workspace that Slack does not name', { teamId: undefined }],
    [
      'the organisation of somebody else',
      { teamId: undefined, enterpriseId: 'E2', isEnterpriseInstall: true },
    ],
    ['an organisation of which the app is not an app', { teamId: 'T2', enterpriseId: 'T1' }],
  ])('is none of %s', async (_what, query) => {
    expect(await install().installations.find(query)).toBeUndefined();
  });

  it('is that of whoever acts on what the app has shown, from wherever they come', async () => {
    const query = { teamId: 'T2', isInteraction: true };
    expect(await install().installations.find(query)).toEqual(own);
  });

  it('is that of a whole organisation where the token is one', async () => {
    const { installations } = install({ ...identity, team_id: 'E1' });
    const query = { teamId: 'T2', enterpriseId: 'E1', isEnterpriseInstall: true };
    expect(await installations.find(query)).toMatchObject({ teamId: 'E1' });
  });

  it('rejects where Slack does not take the token', async () => {
    const refused = new SlackCallError({
      method: 'auth.test',
      problem: 'token-refused',
      reason: 'invalid_auth',
    });
    const webApi = (): Promise<never> => Promise.reject(refused);
    const installations = createInstallationByToken({ webApi, clock, botToken, policy });
    await expect(installations.list()).rejects.toBe(refused);
    await expect(installations.find({ teamId: 'T1' })).rejects.toBe(refused);
  });
});

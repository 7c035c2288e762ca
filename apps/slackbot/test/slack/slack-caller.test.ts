import { describe, expect, it } from 'vitest';

import { systemClock } from '../../src/clock.ts';
import type { Installations } from '../../src/installations/installations.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { reachSlack } from '../../src/slack/reach-slack.ts';
import { patience } from '../../src/slack/slack-api.ts';
import { createSlackCaller } from '../../src/slack/slack-caller.ts';
import { createWebApi } from '../../src/slack/web-api.ts';
import { ada, channel, openSlackWorld, plain, read, until } from './slack-world.ts';

const now = { withinMs: 1000 };

function installedIn(...teamIds: readonly string[]): Pick<Installations, 'list'> {
  const all = teamIds.map((teamId) => ({ teamId, botToken: `xoxb-${teamId}`, policy: defaultPolicy }));
  return { list: () => Promise.resolve(all) };
}

describe('createSlackCaller', () => {
  it.each([
    ['token_revoked', 'token-refused'],
    ['not_in_channel', 'not-in-channel'],
    ['channel_not_found', 'no-such-channel'],
    ['is_archived', 'channel-archived'],
    ['ratelimited', 'rate-limited'],
    ['a_word_of_tomorrow', 'refused'],
  ])('calls %s %s', async (error, problem) => {
    const { sandbox, slack, teamId } = await openSlackWorld();
    sandbox.fail('chat.postMessage', { kind: 'error', error });
    await expect(slack.postMessage(teamId, channel, plain('a'), { withinMs: 0 })).rejects.toMatchObject({
      name: 'SlackCallError',
      method: 'chat.postMessage',
      problem,
    });
  });

  it('names the scope that the token has not', async () => {
    const { slack, teamId } = await openSlackWorld({ scopes: ['commands'] });
    await expect(slack.listUserGroups(teamId, now)).rejects.toMatchObject({
      problem: 'missing-scope',
      neededScopes: ['usergroups:read'],
      message: 'Slack did not do usergroups.list: missing_scope; the token needs usergroups:read.',
    });
  });

  it('holds back the calls of a method that came too soon, and of no other', async () => {
    const world = await openSlackWorld();
    const { sandbox, slack, teamId, time, calls } = world;
    const ref = await slack.postMessage(teamId, channel, plain('a'), now);
    sandbox.fail('chat.update', { kind: 'rate_limited', retryAfterSeconds: 30 });
    const first = slack.updateMessage(teamId, ref, plain('b'), patience.background);
    await until(() => calls('chat.update') === 1);
    await slack.postMessage(teamId, channel, plain('other'), now);
    const second = slack.updateMessage(teamId, ref, plain('c'), patience.background);
    await until(() => world.caller.waiting().get('chat.update') === 2);
    time.advance(29_000);
    expect(calls('chat.update')).toBe(1);
    time.advance(1000);
    await Promise.all([first, second]);
    expect(read(world)[1]).toBe('other');
    expect(world.caller.waiting().size).toBe(0);
  });

  it('holds back no other workspace', async () => {
    const { sandbox, caller, calls } = await openSlackWorld();
    sandbox.fail('auth.test', { kind: 'rate_limited', retryAfterSeconds: 30 });
    await expect(caller.call('T1', 'auth.test', {}, now)).rejects.toMatchObject({ problem: 'rate-limited' });
    await caller.call('T2', 'auth.test', {}, now);
    expect(calls('auth.test')).toBe(2);
  });

  it('tells at once somebody who would not wait that long, without asking Slack again', async () => {
    const { sandbox, slack, teamId, ended, calls } = await openSlackWorld();
    sandbox.fail('usergroups.list', { kind: 'rate_limited', retryAfterSeconds: 30 });
    const expected = { problem: 'rate-limited', retryAfterMs: 30_000 };
    await expect(slack.listUserGroups(teamId, patience.user)).rejects.toMatchObject(expected);
    await expect(slack.listUserGroups(teamId, patience.user)).rejects.toMatchObject(expected);
    expect(calls('usergroups.list')).toBe(1);
    expect(ended.map(({ outcome }) => outcome)).toEqual(['rate-limited', 'rate-limited']);
  });

  it('gives up an answer that does not come within the time of a trigger', async () => {
    const { sandbox, caller, teamId, time, calls } = await openSlackWorld();
    sandbox.fail('views.open', { kind: 'hang' });
    const opened = caller.call(teamId, 'views.open', {}, patience.trigger);
    await until(() => calls('views.open') === 1);
    time.advance(2500);
    await expect(opened).rejects.toMatchObject({ problem: 'unreachable' });
  });

  it.each([{ kind: 'cut' } as const, { kind: 'status', status: 500 } as const])(
    'asks once more where Slack fails: $kind',
    async (fault) => {
      const { sandbox, slack, teamId, time, calls } = await openSlackWorld();
      sandbox.fail('auth.test', fault);
      const identity = slack.identify(teamId, now);
      await until(() => calls('auth.test') === 1);
      // The pause begins once the failure has arrived.
      while (calls('auth.test') === 1) {
        time.advance(10);
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(await identity).toMatchObject({ teamId, botUserId: sandbox.app.botUserId });
    },
  );

  it('posts no message twice where nobody knows whether the first has arrived', async () => {
    const { sandbox, slack, teamId, calls } = await openSlackWorld();
    sandbox.fail('chat.postMessage', { kind: 'status', status: 502 });
    const posted = slack.postMessage(teamId, channel, plain('a'), patience.background);
    await expect(posted).rejects.toMatchObject({ problem: 'unreachable', reason: 'HTTP 502' });
    expect(calls('chat.postMessage')).toBe(1);
  });

  it('takes no answer that is no answer of Slack', async () => {
    const { sandbox, slack, teamId } = await openSlackWorld();
    sandbox.fail('conversations.info', { kind: 'status', status: 200 }, 2);
    await expect(slack.describeChannel(teamId, channel, { withinMs: 0 })).rejects.toMatchObject({
      reason: 'no reason',
    });
  });

  it('ends with the signal of the caller', async () => {
    const { sandbox, slack, teamId, caller } = await openSlackWorld();
    sandbox.fail('views.publish', { kind: 'rate_limited', retryAfterSeconds: 30 });
    const controller = new AbortController();
    const view = { type: 'home' as const, blocks: [] };
    const published = slack.publishHome(teamId, ada, view, { signal: controller.signal });
    await until(() => caller.waiting().get('views.publish') === 1);
    controller.abort(new Error('enough'));
    await expect(published).rejects.toThrow('enough');
  });

  it('sends what nobody waits for two at a time, and what somebody waits for past it', async () => {
    const { sandbox, slack, teamId, caller, time, calls } = await openSlackWorld();
    const ref = await slack.postMessage(teamId, channel, plain('a'), now);
    sandbox.fail('chat.update', { kind: 'hang' }, 2);
    const updates = ['b', 'c', 'd'].map((text) =>
      slack.updateMessage(teamId, ref, plain(text), patience.background),
    );
    await until(() => calls('chat.update') === 2 && caller.waiting().get('chat.update') === 1);
    await slack.updateMessage(teamId, ref, plain('now'), patience.user);
    expect(calls('chat.update')).toBe(3);
    while (calls('chat.update') < 6) {
      time.advance(1000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(updates);
  });

  it('sends one after another what came too soon at once, and refuses at once what cannot be in time', async () => {
    const { caller, sandbox, teamId, time, calls, ended } = await openSlackWorld();
    sandbox.fail('users.info', { kind: 'rate_limited', retryAfterSeconds: 1 }, 10);
    sandbox.fail('users.info', { kind: 'hang' }, 1);
    const call = (withinMs: number): Promise<unknown> =>
      caller.call(teamId, 'users.info', { user: ada }, { withinMs });
    const patient = Array.from({ length: 8 }, () => call(60_000));
    const hasty = Array.from({ length: 2 }, () => call(500));
    const refused = await Promise.allSettled(hasty);
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await until(() => caller.waiting().get('users.info') === 8);
    expect(calls('users.info')).toBe(10);
    time.advance(1000);
    // The probe hangs, and the others wait for what comes of it.
    await until(() => calls('users.info') === 11);
    expect(caller.waiting().get('users.info')).toBe(7);
    while (ended.length < 10) {
      time.advance(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(patient);
    expect(calls('users.info')).toBe(19);
  });

  it('counts messages by channel', async () => {
    const { sandbox, slack, teamId, calls } = await openSlackWorld();
    sandbox.fail('chat.postMessage', { kind: 'rate_limited', retryAfterSeconds: 30 });
    const hasty = slack.postMessage(teamId, channel, plain('a'), now);
    await expect(hasty).rejects.toMatchObject({ problem: 'rate-limited' });
    await slack.postMessage(teamId, ada, plain('b'), now);
    expect(calls('chat.postMessage')).toBe(2);
  });

  it('knows whose token was refused the last time, and asks until it is not any more', async () => {
    const { sandbox, slack, caller, teamId, calls } = await openSlackWorld();
    const { signal } = new AbortController();
    const installations = installedIn(teamId);
    await reachSlack(caller, installations, signal);
    expect(calls('auth.test')).toBe(0);
    sandbox.setTokenState('bot', 'token_revoked');
    await expect(slack.postMessage(teamId, channel, plain('a'), now)).rejects.toThrow('token_revoked');
    expect(caller.refusedTeams).toEqual([teamId]);
    await expect(reachSlack(caller, installations, signal)).rejects.toMatchObject({
      problem: 'token-refused',
    });
    sandbox.setTokenState('bot', 'valid');
    await reachSlack(caller, installations, signal);
    expect(caller.refusedTeams).toEqual([]);
  });

  it('can be used while one of several workspaces has a token that Slack takes', async () => {
    const { sandbox, slack, caller, teamId } = await openSlackWorld();
    const { signal } = new AbortController();
    sandbox.setTokenState('bot', 'token_revoked');
    await expect(slack.postMessage(teamId, channel, plain('a'), now)).rejects.toThrow('token_revoked');
    await reachSlack(caller, installedIn(teamId, 'T0OTHER'), signal);
    await reachSlack(caller, installedIn(), signal);
    await expect(reachSlack(caller, installedIn(teamId), signal)).rejects.toThrow('token_revoked');
  });

  it('calls nothing in a workspace in which the app is not installed', async () => {
    const { sandbox } = await openSlackWorld();
    const caller = createSlackCaller({
      webApi: createWebApi({ baseUrl: sandbox.apiUrl, fetch }),
      tokenOf: () => Promise.resolve(undefined),
      clock: systemClock,
    });
    await expect(caller.call('T0GONE', 'auth.test', {}, now)).rejects.toMatchObject({
      problem: 'token-refused',
      reason: 'not_installed',
    });
    expect(sandbox.requests).toEqual([]);
    expect(caller.refusedTeams).toEqual([]);
  });
});

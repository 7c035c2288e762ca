import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Message, ModalView } from '@registry-images/slack-sandbox';
import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { encodeListPlace, listStart } from '../src/views/list-place.ts';
import { policyOf } from './deletion-world.ts';
import { newImage } from './registry/push-images.ts';
import { interaction, startResponseUrl } from './sent-by-slack.ts';
import { ada, channel, grace, modes, startBot, words, type BotAtWork, type Mode } from './start-bot.ts';
import { openWorkspace, type Workspace } from './workspaces.ts';

const auditedImage = { imageId: 'i1', name: 'reg/app', digest: 'sha256:1', tags: ['v1'] };
const signingSecret = 'one app, one secret';
const channels = [channel, 'C0AUDIT1', 'C0AUDIT2'].map((id) => ({ id, name: id.toLowerCase() }));
const byOne = 'protected: [{ tags: latest, approvals: 1, typeDigest: false }]';
const strict = `
roles: { deleter: ${ada}, approver: ${grace} }
${byOne}
auditChannel: C0AUDIT1
`;
const lenient = `
roles: { deleter: everyone, approver: everyone }
auditChannel: C0AUDIT2
`;

/** One bot in two workspaces, in which people, channels and the names of images are the same. */
async function start(
  mode: Mode,
  { first = strict, second = lenient }: { first?: string; second?: string } = {},
): Promise<{ bot: BotAtWork; other: Workspace; restart: () => Promise<BotAtWork> }> {
  const options = {
    policy: first,
    slack: { channels, signingSecret },
    databasePath: join(await makeTemporaryFolder(), 'bot.sqlite'),
    beside: [await openWorkspace({ teamId: 'T0OTHER', channels, signingSecret }, policyOf(second))],
  };
  const images = [newImage('team/app', ['v1']), newImage('team/app', ['latest'])];
  const bot = await startBot(mode, images, options);
  const [other] = options.beside;
  if (!other) throw new Error('There is no other workspace.');
  return { bot, other, restart: () => startBot(mode, [], { ...options, after: bot }) };
}

/** What the app has shown somebody in a workspace, the newest that says something. */
function says(
  { sandbox }: Pick<BotAtWork, 'sandbox'>,
  what: RegExp,
  { userId = ada, channelId = channel } = {},
): Promise<Message> {
  return sandbox.until(() =>
    sandbox
      .messages(channelId, userId)
      .findLast(({ from, blocks }) => from === 'app' && what.test(words({ blocks }))),
  );
}

async function type({ sandbox }: Pick<BotAtWork, 'sandbox'>, text: string, userId = ada): Promise<void> {
  await sandbox.user(userId).runCommand({ channel, command: '/images', text });
}

function modal({ sandbox }: Pick<BotAtWork, 'sandbox'>, what: RegExp, userId = ada): Promise<ModalView> {
  return sandbox.until(() => {
    const view = sandbox.user(userId).views().at(-1);
    return view && what.test(words(view)) && view;
  });
}

/** Asks to delete an image, and confirms it. */
async function remove(where: Pick<BotAtWork, 'sandbox'>, image: string, userId = ada): Promise<void> {
  await type(where, `delete ${image}`, userId);
  const { id: viewId } = await modal(where, /This deletes /, userId);
  await where.sandbox.user(userId).submitView({ viewId });
}

function calls({ sandbox }: Pick<BotAtWork, 'sandbox'>, method: string): number {
  return sandbox.requests.filter((request) => request.method === method).length;
}

describe.each(modes)('one bot in two workspaces over %s', (mode) => {
  it('answers in each where it was asked, with the token of it', async () => {
    const { bot, other } = await start(mode);
    await type(other, 'list team/app');
    await says(other, /team\/app:v1/);
    expect(bot.answers()).toEqual([]);
    await type(other, 'delete team/app:v1');
    await modal(other, /This deletes /);
    expect([calls(bot, 'views.open'), calls(other, 'views.open')]).toEqual([0, 1]);
    await bot.askToDelete('team/app:v1');
    expect([calls(bot, 'views.open'), calls(other, 'views.open')]).toEqual([1, 1]);
  });

  it('goes by the policy of each', async () => {
    const { bot, other } = await start(mode);
    await type(bot, 'delete team/app:v1', grace);
    await modal(bot, /may not delete/, grace);
    await remove(other, 'team/app:v1', grace);
    await says(other, /"complete"/);
    expect(bot.orders()).toBe(1);
    expect(words(await bot.ask('whoami', grace))).not.toMatch(/may delete/i);
  });

  it('keeps an audit for each, and posts it in the channel of each', async () => {
    const { bot, other } = await start(mode);
    await remove(other, 'team/app:v1');
    await says(other, /asked to delete/, { channelId: 'C0AUDIT2' });
    await remove(bot, 'team/app:latest');
    await says(bot, /asked to delete/, { channelId: 'C0AUDIT1' });
    expect(bot.sandbox.messages('C0AUDIT2', ada)).toEqual([]);
    expect(other.sandbox.messages('C0AUDIT1', ada)).toEqual([]);
    expect(words(await bot.ask('audit'))).not.toContain('team/app:v1');
  });

  it('shows in the Home tabs of each what waits there', async () => {
    const { bot, other } = await start(mode, { second: strict });
    const [here, there] = [bot.sandbox.user(grace), other.sandbox.user(grace)];
    await here.openHome();
    await there.openHome();
    await Promise.all([bot.sandbox.until(() => here.home()), other.sandbox.until(() => there.home())]);
    await remove(bot, 'team/app:latest');
    const shows = (user: typeof here): boolean =>
      words(user.home() ?? { blocks: [] }).includes('request.approve');
    await bot.sandbox.until(() => shows(here));
    await bot.finalLog();
    expect(shows(there)).toBe(false);
    expect(calls(other, 'views.publish')).toBe(1);
  });

  it('lets nobody approve in one what was asked for in the other', async () => {
    const { bot, other } = await start(mode, { second: strict });
    await remove(bot, 'team/app:latest');
    const { text, blocks } = await says(bot, /wants to delete/);
    // The same message, button by button, in the other workspace.
    const posted = await fetch(`${other.sandbox.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${other.sandbox.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel, text, blocks }),
    });
    expect(await posted.json()).toMatchObject({ ok: true });
    const { ts } = await says(other, /wants to delete/);
    await other.sandbox.user(grace).press({ channel, ts, actionId: 'images.request.approve' });
    await says(other, /This request is not known here/, { userId: grace });
    expect(bot.orders()).toBe(0);
    const [request] = bot.state.requests.list({ states: ['awaiting-approval'], limit: 10 });
    expect(request).toMatchObject({ teamId: bot.sandbox.team.id, approvals: [] });
  });

  it('goes on in both after a restart, in the message of each', async () => {
    const { bot, other, restart } = await start(mode);
    const release = await bot.registry.hold('team/app');
    await remove(other, 'team/app:latest');
    await remove(bot, 'team/app:v1');
    const [before, there] = [await says(bot, /being deleted/), await says(other, /being deleted/)];
    await bot.bot.stop(AbortSignal.abort());
    const later = await restart();
    await release();
    expect((await says(later, /"complete"/)).ts).toBe(before.ts);
    expect((await says(other, /"complete"/)).ts).toBe(there.ts);
    expect(bot.orders()).toBe(2);
  });

  it('begins and ends in a workspace with the installation, while it runs', async () => {
    const { bot, other } = await start(mode);
    const { policy } = other;
    other.policy = undefined;
    await type(other, 'list team/app');
    await says(other, /not set up for this workspace/);
    bot.state.auditLog.append([
      { teamId: other.sandbox.team.id, atMs: 0, kind: 'request', userId: ada, image: auditedImage },
    ]);
    while (!bot.log.some((line) => line.includes('audit not posted'))) await nextTurn();
    other.policy = policy;
    await type(other, 'list team/app');
    await says(other, /team\/app:v1/);
    while (other.sandbox.messages('C0AUDIT2', ada).length === 0) {
      bot.skip(15_000);
      await nextTurn();
    }
    expect(bot.answers()).toEqual([]);
  });

  it('begins no deletion in a workspace that it has no token of, until it has one', async () => {
    const { bot, other } = await start(mode, { second: strict });
    await remove(other, 'team/app:latest');
    await says(other, /wants to delete/);
    const { policy } = other;
    other.policy = undefined;
    const [request] = bot.state.requests.list({ states: ['awaiting-approval'], limit: 1 });
    if (!request) throw new Error('There is no request.');
    const countsFor = request.rule.needs.map(({ name }) => name);
    bot.state.requests.apply(request, { kind: 'approve', userId: grace, atMs: Date.now(), countsFor });
    const skipUntil = async (isSo: () => boolean): Promise<void> => {
      for (; !isSo(); await nextTurn()) bot.skip(15_000);
    };
    await skipUntil(() => bot.log.some((line) => line.includes('deletions left')));
    expect(bot.state.requests.get(request)?.state).toBe('approved');
    other.policy = policy;
    await skipUntil(() => bot.state.requests.get(request)?.state !== 'approved');
    await says(other, /"complete"/);
  });

  it('answers whatever people do in a workspace that it has no token of, and does nothing', async () => {
    const { bot, other } = await start(mode);
    const user = other.sandbox.user(ada);
    await type(other, 'list team/app');
    const { ts } = await says(other, /team\/app:v1/);
    await type(other, 'delete team/app:v1');
    const { id: viewId } = await modal(other, /This deletes /);
    const before = [other.sandbox.requests.length, bot.registry.calls.length];
    other.policy = undefined;
    expect(await user.submitView({ viewId })).toEqual({ ok: true });
    await modal(other, /not set up for this workspace/);
    await user.closeView({ viewId });
    await user.press({ channel, ts, actionId: 'images.list.refresh' });
    await says(other, /not set up for this workspace/);
    await user.openHome();
    const log = await bot.finalLog();
    expect(user.home()).toBeUndefined();
    expect([other.sandbox.requests.length, bot.registry.calls.length]).toEqual(before);
    expect(log.filter(({ outcome }) => outcome === 'not_installed')).toHaveLength(3);
  });

  it('offers nothing in the menus of a workspace that it has no token of', async () => {
    const { other } = await start(mode);
    await type(other, 'inspect');
    const { id: viewId } = await modal(other, /images\.image/);
    other.policy = undefined;
    const menu = { viewId, actionId: 'images.image', query: 'team' };
    expect(await other.sandbox.user(ada).typeAhead(menu)).toMatchObject({ ok: true, options: [] });
  });

  it('tells of an incident where nobody knows whether it is installed', async () => {
    const { bot, other } = await start(mode);
    Object.defineProperty(other, 'policy', {
      get() {
        throw new Error('no store');
      },
    });
    await type(other, 'list team/app');
    await says(other, /incident/);
    const metrics = await fetch(`${bot.url}/metrics`);
    expect(await metrics.text()).toContain('slackbot_failures_total{outcome="unexpected"} 1');
    expect(bot.registry.calls).toEqual([]);
  });
});

describe.each(modes)('people of one workspace in a channel that it shares with another, over %s', (mode) => {
  const value = encodeListPlace(listStart({ repository: 'team/app', filters: {} }));
  const refresh = {
    type: 'block_actions',
    actions: [{ action_id: 'images.list.refresh', block_id: 'b', value }],
  };
  const [here, there, organisation] = ['T0SANDBOX', 'T0OTHER', 'E0OTHER'];

  it.each([
    ['of a message', { ...refresh, team: { id: here } }],
    [
      'of a message, their organisation included,',
      {
        ...refresh,
        team: { id: here },
        enterprise: { id: organisation },
        user: { id: ada, team_id: organisation },
      },
    ],
    ['of a view', { ...refresh, team: { id: there }, view: { type: 'home', app_installed_team_id: here } }],
  ])('are strangers to a button %s of the other, and act in no other place', async (_what, body) => {
    const { bot } = await start(mode, { first: lenient });
    const responseUrl = await startResponseUrl(200);
    const person = { user: { id: ada, team_id: there }, response_url: responseUrl.url };
    await bot.sandbox.sendInteraction(interaction({ ...person, ...body }));
    expect(await responseUrl.next).toMatch(/may not see/);
    const log = await bot.finalLog();
    expect(log.find(({ action }) => action === 'images.list.refresh')).toMatchObject({ team: here });
    expect(bot.registry.calls).toEqual([]);
  });
});

describe.each(modes)('a bot that has one token, over %s', (mode) => {
  it('does nothing for those who type its command in another workspace, and tells them', async () => {
    const bot = await startBot(mode, [newImage('team/app', ['v1'])]);
    const responseUrl = await startResponseUrl(200);
    await bot.sandbox.sendCommand({
      command: '/images',
      text: 'list team/app',
      user_id: ada,
      channel_id: channel,
      team_id: 'T0OTHER',
      trigger_id: '1.2.3',
      response_url: responseUrl.url,
    });
    expect(await responseUrl.next).toMatch(/not set up for this workspace/);
    await bot.finalLog();
    expect(bot.registry.calls).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';

import { encodeListPlace, listStart } from '../src/views/list-place.ts';
import { everyoneApproves } from './deletion-world.ts';
import { newImage } from './registry/push-images.ts';
import { channel, modes, startBot, words, type BotAtWork, type Mode } from './start-bot.ts';

const stranger = 'U0STRANGER';

/** Sends what somebody of another workspace does in a channel that both share. */
async function send(
  bot: BotAtWork,
  fields: Record<string, string>,
  saidTeamId = bot.sandbox.team.id,
  more: object = {},
): Promise<void> {
  const teamId = 'T0OTHER';
  const shared = { trigger_id: '1.2.3', response_url: 'http://127.0.0.1:9/nobody' };
  const { text, ...action } = fields;
  const sent =
    text === undefined
      ? bot.sandbox.sendInteraction({
          ...shared,
          type: 'block_actions',
          user: { id: stranger, team_id: teamId },
          team: { id: saidTeamId },
          channel: { id: channel },
          ...more,
          actions: [{ type: 'button', block_id: 'decision', ...action }],
        })
      : bot.sandbox.sendCommand({
          ...shared,
          command: '/images',
          text,
          user_id: stranger,
          user_team_id: teamId,
          team_id: saidTeamId,
          channel_id: channel,
        });
  expect(await sent).toEqual({ ok: true });
}

/** Lets a stranger approve what somebody asked for. */
async function approve(mode: Mode, policy: string): Promise<BotAtWork> {
  const bot = await startBot(mode, [newImage('team/app', ['latest'])], { policy });
  await bot.confirm(await bot.askToDelete('team/app:latest'));
  await bot.modal(/waits for approval/);
  const message = await bot.says(/wants to delete/);
  const [, value = ''] = /"value":"([^"]+)"/.exec(words(message)) ?? [];
  await send(bot, { action_id: 'images.request.approve', value });
  return bot;
}

describe.each(modes)('people of other workspaces over %s', (mode) => {
  it('are not everyone: they do not approve', async () => {
    const { state, sandbox, orders, finalLog } = await approve(mode, everyoneApproves);
    await finalLog();
    const [latest] = state.auditLog.latest(sandbox.team.id, { limit: 1 });
    expect(latest).toMatchObject({ kind: 'refusal', userId: stranger, note: 'approval: not-approver' });
    expect(orders()).toBe(0);
  });

  it('approve where the policy names them', async () => {
    const bot = await approve(
      mode,
      everyoneApproves.replace('approver: everyone', `approver: [${stranger}]`),
    );
    await bot.says(/"complete"/);
    expect(bot.orders()).toBe(1);
  });

  it('are strangers also where Slack says that the press is from their workspace', async () => {
    const bot = await startBot(mode, [newImage('team/app', ['v1'])]);
    const value = encodeListPlace(listStart({ repository: 'team/app', filters: {} }));
    await send(bot, { action_id: 'images.list.refresh', value }, 'T0OTHER');
    await bot.finalLog();
    expect(bot.registry.calls).toEqual([]);
  });

  it('are strangers also where Slack says of the press alone which workspace it is from', async () => {
    const bot = await startBot(mode, [newImage('team/app', ['v1'])]);
    const value = encodeListPlace(listStart({ repository: 'team/app', filters: {} }));
    await send(bot, { action_id: 'images.list.refresh', value }, 'T0OTHER', { user: { id: stranger } });
    await bot.finalLog();
    expect(bot.registry.calls).toEqual([]);
  });

  it('are strangers also where a whole organisation has installed the app', async () => {
    const bot = await startBot(mode, [newImage('team/app', ['v1'])]);
    const value = encodeListPlace(listStart({ repository: 'team/app', filters: {} }));
    const organisation = { team: null, enterprise: { id: 'E1' }, is_enterprise_install: true };
    await send(bot, { action_id: 'images.list.refresh', value }, undefined, organisation);
    await bot.finalLog();
    expect(bot.registry.calls).toEqual([]);
  });

  it('do not see what everyone may', async () => {
    const bot = await startBot(mode, [newImage('team/app', ['v1'])]);
    await send(bot, { text: 'list team/app' });
    await bot.finalLog();
    expect(bot.registry.calls).toEqual([]);
  });
});

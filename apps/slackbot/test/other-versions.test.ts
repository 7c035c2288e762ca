import { describe, expect, it } from 'vitest';

import { newImage } from './registry/push-images.ts';
import { button, interaction, startResponseUrl, team } from './sent-by-slack.ts';
import { ada, channel, modes, startBot } from './start-bot.ts';

describe.each(modes)('the bot over %s when it gets what another version has left', (mode) => {
  it.each([
    ['a button it does not know', 'images.gone', '{}'],
    ['a value it cannot read', 'images.list.next', '{"v":0}'],
    ['an inspect button it cannot read', 'images.inspect', 'i1'],
    ['an inspect button of a table that it cannot read', 'images.row.inspect.7', 'i1'],
    ['a list button it cannot read', 'images.list.show.0', '{}'],
    ['a filter button it cannot read', 'images.list.filter', '{}'],
    ['a share button it cannot read', 'images.list.share', '{}'],
    ['a cleanup button it cannot read', 'images.cleanup.confirm', 'list'],
    ['an audit button it cannot read', 'images.audit.older', 'audit'],
    ['a delete button it cannot read', 'images.delete', '{"imageId":".."}'],
  ])('answers %s', async (_what, actionId, value) => {
    const bot = await startBot(mode, [newImage('a', ['v1'])]);
    const { url, next } = await startResponseUrl(200);
    expect(await bot.sandbox.sendInteraction(button(url, actionId, value))).toEqual({ ok: true });
    expect(JSON.parse(await next)).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
      text: expect.stringContaining('older version'),
    });
    expect(bot.registry.calls).toEqual([]);
  });

  it('answers a decision about a request that it does not know', async () => {
    const bot = await startBot(mode, []);
    const { url, next } = await startResponseUrl(200);
    await bot.sandbox.sendInteraction(button(url, 'images.request.approve', 'r1'));
    expect(JSON.parse(await next).text).toContain('This request is not known here any more');
  });

  it.each([
    'images.delete.confirm',
    'images.list.filter',
    'images.choose.inspect',
    'images.choose.delete',
    'images.other',
  ])('answers the modal %s', async (callbackId) => {
    const bot = await startBot(mode, []);
    const view = { id: 'V1', callback_id: callbackId, private_metadata: '{"v":0}', type: 'modal' };
    const answer = await bot.sandbox.sendInteraction(interaction({ type: 'view_submission', view }));
    expect(JSON.stringify(answer)).toMatch(/"response_action":"update".*older version/);
  });

  it('acknowledges what no listener wants', async () => {
    const bot = await startBot(mode, []);
    const shortcut = interaction({ type: 'shortcut', callback_id: 'unknown' });
    expect(await bot.sandbox.sendInteraction(shortcut)).toEqual({ ok: true });
    expect(bot.log.join('\n')).toContain('nobody acknowledged');
  });

  it('offers nothing for a menu that it does not know', async () => {
    const bot = await startBot(mode, []);
    const menu = { type: 'block_suggestion', action_id: 'images.gone', block_id: 'b', value: 'a' };
    expect(await bot.sandbox.sendInteraction(interaction(menu))).toEqual({
      ok: true,
      answer: { options: [] },
    });
  });

  it('answers a command of another name', async () => {
    const bot = await startBot(mode, []);
    const { url, next } = await startResponseUrl(200);
    await bot.sandbox.sendCommand({
      command: '/pictures',
      text: 'help',
      user_id: ada,
      channel_id: channel,
      team_id: team,
      trigger_id: '1.2.3',
      response_url: url,
    });
    expect(JSON.parse(await next).text).toContain('answers to `/images`, not to `/pictures`');
  });
});

describe.each(modes)('the bot over %s when a response_url does not take the answer', (mode) => {
  it.each([404, 500])('logs the status %i without the address', async (status) => {
    const bot = await startBot(mode, []);
    const { url, next } = await startResponseUrl(status);
    await bot.sandbox.sendInteraction(button(url, 'images.gone', ''));
    await next;
    await bot.bot.stop(new AbortController().signal);
    expect(bot.log.join('\n')).toContain(`HTTP ${status}`);
    expect(bot.log.join('\n')).not.toContain(url);
  });
});

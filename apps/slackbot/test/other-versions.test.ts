import { describe, expect, it } from 'vitest';

import { button, command, interaction, post, startResponseUrl } from './raw-requests.ts';
import { newImage } from './registry/push-images.ts';
import { startBot } from './start-bot.ts';

describe('the bot when it gets what another version has left', () => {
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
    const bot = await startBot('http', [newImage('a', ['v1'])]);
    const { url, next } = await startResponseUrl(200);
    expect((await post(bot, button(url, actionId, value))).status).toBe(200);
    expect(JSON.parse(await next)).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
      text: expect.stringContaining('older version'),
    });
    expect(bot.registry.calls).toEqual([]);
  });

  it('answers a decision about a request that it does not know', async () => {
    const bot = await startBot('http', []);
    const { url, next } = await startResponseUrl(200);
    await post(bot, button(url, 'images.request.approve', 'r1'));
    expect(JSON.parse(await next).text).toContain('This request is not known here any more');
  });

  it.each(['images.delete.confirm', 'images.list.filter', 'images.other'])(
    'answers the modal %s',
    async (callbackId) => {
      const bot = await startBot('http', []);
      const view = { id: 'V1', callback_id: callbackId, private_metadata: '{"v":0}', type: 'modal' };
      const response = await post(bot, interaction({ type: 'view_submission', view }));
      expect(JSON.stringify(await response.json())).toContain('older version');
    },
  );

  it('offers nothing for a menu that it does not know', async () => {
    const bot = await startBot('http', []);
    const menu = { type: 'block_suggestion', action_id: 'images.gone', block_id: 'b', value: 'a' };
    const response = await post(bot, interaction(menu));
    expect(await response.json()).toEqual({ options: [] });
  });

  it('answers a command of another name', async () => {
    const bot = await startBot('http', []);
    const { url, next } = await startResponseUrl(200);
    const body = new URLSearchParams(command);
    body.set('command', '/pictures');
    body.set('response_url', url);
    await post(bot, body.toString());
    expect(JSON.parse(await next).text).toContain('answers to `/images`, not to `/pictures`');
  });
});

describe('the bot when a response_url does not take the answer', () => {
  it.each([404, 500])('logs the status %i without the address', async (status) => {
    const bot = await startBot('http', []);
    const { url, next } = await startResponseUrl(status);
    await post(bot, button(url, 'images.gone', ''));
    await next;
    await bot.bot.stop(new AbortController().signal);
    expect(bot.log.join('\n')).toContain(`HTTP ${status}`);
    expect(bot.log.join('\n')).not.toContain(url);
  });
});

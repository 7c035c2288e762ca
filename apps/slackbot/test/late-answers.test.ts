import type { Message } from '@registry-images/slack-sandbox';
import { describe, expect, it } from 'vitest';

import { newImage } from './registry/push-images.ts';
import { ada, channel, modes, startBot, words, type BotAtWork } from './start-bot.ts';

const late = 31 * 60_000;

function toldDirectly({ sandbox }: BotAtWork, what: RegExp): Promise<Message> {
  return sandbox.until(() =>
    sandbox.channels
      .filter(({ id }) => id.startsWith('D'))
      .flatMap(({ id }) => sandbox.messages(id, ada))
      .find((message) => what.test(words(message))),
  );
}

describe.each(modes)('a dialog over %s that was open for half an hour', (mode) => {
  it('is answered in the direct messages', async () => {
    const bot = await startBot(mode, [newImage('team/app', ['v1'])]);
    const list = await bot.ask('list');
    await bot.sandbox.user(ada).press({ channel, ts: list.ts, actionId: 'images.list.filter' });
    const dialog = await bot.modal(/Only images without tags/);
    bot.skip(late);
    await bot.confirm(dialog, { tag: 'v*' });
    expect(words(await toldDirectly(bot, /team\/app/))).toContain('v1');
  });

  it('tells of a failure there, too', async () => {
    const bot = await startBot(mode, [newImage('team/app', ['v1'])]);
    const list = await bot.ask('list');
    await bot.sandbox.user(ada).press({ channel, ts: list.ts, actionId: 'images.list.filter' });
    const dialog = await bot.modal(/Only images without tags/);
    bot.skip(late);
    bot.registry.disturb('list', { status: 401, body: { code: 16, message: 'no' } });
    await bot.confirm(dialog, { tag: 'v*' });
    expect((await toldDirectly(bot, /credentials/)).text).toContain('IMAGES_API_TOKEN');
  });
});

import type { Message } from '@registry-images/slack-sandbox';
import { expect, it } from 'vitest';

import { newImage } from './registry/push-images.ts';
import { ada, channel, startBot, words, type BotAtWork } from './start-bot.ts';

const late = 31 * 60_000;

/** A bot in a workspace of which the clock can be put forward. */
async function start(): Promise<{ readonly bot: BotAtWork; readonly pass: (ms: number) => void }> {
  let passedMs = 0;
  const clock = {
    now: () => Date.now() + passedMs,
    setTimer: (ms: number, task: () => void) => {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
  };
  const bot = await startBot('socket', [newImage('team/app', ['v1'])], { slack: { clock } });
  return {
    bot,
    pass(ms) {
      passedMs += ms;
      bot.skip(ms);
    },
  };
}

function toldDirectly({ sandbox }: BotAtWork, what: RegExp): Promise<Message> {
  return sandbox.until(() =>
    sandbox.channels
      .filter(({ id }) => id.startsWith('D'))
      .flatMap(({ id }) => sandbox.messages(id, ada))
      .find((message) => what.test(words(message))),
  );
}

it('answers a dialog that was open for half an hour in the direct messages', async () => {
  const { bot, pass } = await start();
  const list = await bot.ask('list');
  await bot.sandbox.user(ada).press({ channel, ts: list.ts, actionId: 'images.list.filter' });
  const dialog = await bot.modal(/Only images without tags/);
  pass(late);
  await bot.confirm(dialog, { tag: 'v*' });
  expect(words(await toldDirectly(bot, /team\/app/))).toContain('v1');
});

it('tells of a failure there, too', async () => {
  const { bot, pass } = await start();
  const list = await bot.ask('list');
  await bot.sandbox.user(ada).press({ channel, ts: list.ts, actionId: 'images.list.filter' });
  const dialog = await bot.modal(/Only images without tags/);
  pass(late);
  bot.registry.disturb('list', { status: 401, body: { code: 16, message: 'no' } });
  await bot.confirm(dialog, { tag: 'v*' });
  expect((await toldDirectly(bot, /credentials/)).text).toContain('IMAGES_API_TOKEN');
});

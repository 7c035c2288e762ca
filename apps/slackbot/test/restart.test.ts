import { join } from 'node:path';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { everyoneApproves } from './deletion-world.ts';
import { newImage } from './registry/push-images.ts';
import {
  ada,
  grace,
  modes,
  startBot,
  words,
  type BotAtWork,
  type Mode,
  type StartOptions,
} from './start-bot.ts';

async function start(
  mode: Mode,
  images = [newImage('team/app', ['v1', 'latest'])],
): Promise<{
  bot: BotAtWork;
  restart: (after: BotAtWork) => Promise<BotAtWork>;
}> {
  const options: StartOptions = {
    policy: everyoneApproves,
    databasePath: join(await makeTemporaryFolder(), 'bot.sqlite'),
  };
  return {
    bot: await startBot(mode, images, options),
    restart: (after) => startBot(mode, [], { ...options, after }),
  };
}

describe.each(modes)('a bot over %s that is started again', (mode) => {
  it('goes on with a deletion that it was in the middle of, in the same message', async () => {
    const { bot, restart } = await start(mode, [newImage('team/app', ['v1'])]);
    const release = await bot.registry.hold('team/app');
    await bot.confirm(await bot.askToDelete('team/app:v1'));
    const message = await bot.says(/being deleted/);
    await bot.bot.stop(AbortSignal.abort());
    await bot.modal(/being restarted/);
    const later = await restart(bot);
    await release();
    const end = await later.says(/"complete"/);
    expect(end.ts).toBe(message.ts);
    expect(bot.orders()).toBe(1);
    expect(later.answers()).toHaveLength(1);
  });

  it('goes on with each image of a cleanup', async () => {
    const images = Array.from({ length: 6 }, (_, index) => newImage('team/app', [`pr-${index}`]));
    const { bot, restart } = await start(mode, images);
    const release = await bot.registry.hold('team/app');
    const preview = await bot.ask('cleanup team/app --tag pr-*');
    await bot.sandbox
      .user(ada)
      .press({ channel: preview.channelId, ts: preview.ts, actionId: 'images.cleanup.confirm' });
    await bot.confirm(await bot.modal(/This deletes 6 images/));
    await bot.registry.until(() => bot.orders() === 4);
    await bot.bot.stop(AbortSignal.abort());
    const later = await restart(bot);
    await release();
    await later.says(/6 of 6 images/);
    expect(bot.orders()).toBe(6);
    expect(await bot.registry.names()).toEqual([]);
  });

  it('knows what waits for an approval, and its buttons', async () => {
    const { bot, restart } = await start(mode);
    await bot.confirm(await bot.askToDelete('team/app:v1'));
    const message = await bot.says(/wants to delete/);
    await bot.bot.stop(new AbortController().signal);
    const later = await restart(bot);
    await later.press(message, 'images.request.approve', grace);
    expect((await later.says(/"complete"/)).ts).toBe(message.ts);
    expect(bot.orders()).toBe(1);
  });

  it('takes the answer to a question that it asked before', async () => {
    const { bot, restart } = await start(mode, [newImage('team/app', ['v1'])]);
    const asked = await bot.askToDelete('team/app:v1');
    await bot.bot.stop(new AbortController().signal);
    const later = await restart(bot);
    await later.confirm(asked);
    await later.says(/"complete"/);
    expect(bot.orders()).toBe(1);
  });

  it('takes over from one that was approved to begin and never did', async () => {
    const { bot, restart } = await start(mode, [newImage('team/app', ['v1'])]);
    const asked = await bot.askToDelete('team/app:v1');
    bot.sandbox.fail('chat.postMessage', { kind: 'hang' });
    await bot.confirm(asked);
    await bot.sandbox.until(() => bot.sandbox.requests.some(({ method }) => method === 'chat.postMessage'));
    expect(bot.orders()).toBe(0);
    const later = await restart(bot);
    await later.registry.until(() => later.orders() === 1);
    // The message is the other one's until it has been silent for a minute.
    later.skip(61_000);
    while (later.answers().length === 0) {
      later.skip(0);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(words(await later.says(/"complete"/))).toContain('team/app');
    expect(bot.orders()).toBe(1);
  });
});

import { createFakeImageService } from '@registry-images/client/testing';
import { describe, expect, it } from 'vitest';

import { ada, channel, startBot, type BotAtWork } from './start-bot.ts';

/** More images than the bot reads to know what there is; one repository is behind them. */
const images = [
  ...Array.from({ length: 20_200 }, () => ({ name: 'reg/team/app' })),
  { name: 'reg/zeta/late', tags: ['v1'] },
];

function startLarge(): Promise<BotAtWork> {
  const { baseUrl, fetch } = createFakeImageService({ images }).clientOptions;
  return startBot('http', [], { imageApi: { baseUrl, fetch } });
}

describe('a registry of more images than are looked through', () => {
  it('offers a repository that nobody has read, once its whole name is typed', async () => {
    const bot = await startLarge();
    const list = await bot.ask('list');
    await bot.sandbox.user(ada).press({ channel, ts: list.ts, actionId: 'images.list.filter' });
    const { id: viewId } = await bot.modal(/type the whole name/);
    const menu = { viewId, blockId: 'repository', actionId: 'images.repository' };
    const offered = async (query: string): Promise<string> =>
      JSON.stringify(await bot.sandbox.user(ada).typeAhead({ ...menu, query }));
    expect(await offered('zeta/lat')).not.toContain('zeta');
    expect(await offered('zeta/late')).toContain('"value":"zeta/late"');
  });

  it('offers the images of a repository, once its whole name is typed', async () => {
    const bot = await startLarge();
    await bot.sandbox.user(ada).runCommand({ channel, command: '/images', text: 'inspect' });
    const { id: viewId } = await bot.modal(/Image/);
    const menu = { viewId, blockId: 'image', actionId: 'images.image', query: 'zeta/late:v1' };
    expect(JSON.stringify(await bot.sandbox.user(ada).typeAhead(menu))).toContain('zeta/late:v1');
  });

  it('says that there are others than those that may have been meant', async () => {
    const bot = await startLarge();
    for (const text of ['list team/ap', 'inspect team/ap', 'cleanup zeta/lat --untagged']) {
      expect((await bot.ask(text)).text).toContain('more repositories than were looked through');
    }
  });
});

import { createFakeImageService } from '@registry-images/client/testing';
import { describe, expect, it } from 'vitest';

import { ada, channel, modes, startBot, type BotAtWork, type Mode } from './start-bot.ts';

/** More images than the bot reads to know what there is; one repository is behind them. */
const images = [
  ...Array.from({ length: 20_200 }, () => ({ name: 'reg/team/app' })),
  { name: 'reg/zeta/late', tags: ['v1'] },
];

/** What comes of the question whether a repository has images, where that is not an answer. */
type Trouble = (signal: AbortSignal) => Promise<Response>;

function startLarge(mode: Mode, trouble?: Trouble): Promise<BotAtWork> {
  const { baseUrl, fetch } = createFakeImageService({ images }).clientOptions;
  const troubled: typeof fetch = (request) => {
    const isAboutOne = trouble && new URL(request.url).searchParams.get('pageSize') === '1';
    return isAboutOne ? trouble(request.signal) : fetch(request);
  };
  return startBot(mode, [], { imageApi: { baseUrl, fetch: troubled } });
}

/** Lets ada open the dialog of filters; answers what its menu of repositories offers when she types. */
async function openRepositories(bot: BotAtWork): Promise<(query: string) => Promise<string>> {
  const user = bot.sandbox.user(ada);
  const list = await bot.ask('list');
  await user.press({ channel, ts: list.ts, actionId: 'images.list.filter' });
  const { id: viewId } = await bot.modal(/type the whole name/);
  const menu = { viewId, blockId: 'repository', actionId: 'images.repository' };
  return async (query) => JSON.stringify(await user.typeAhead({ ...menu, query }));
}

const refusal = { code: 7, message: 'Permission denied', details: [] };

describe.each(modes)('a registry over %s of more images than are looked through', (mode) => {
  it('offers a repository that nobody has read, once its whole name is typed', async () => {
    const offered = await openRepositories(await startLarge(mode));
    expect(await offered('zeta/lat')).not.toContain('zeta');
    expect(await offered('zeta/late')).toContain('"value":"zeta/late"');
  });

  it.each<[string, Trouble]>([
    ['is refused', () => Promise.resolve(Response.json(refusal, { status: 403 }))],
    [
      'never comes',
      (signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    ],
  ])('offers what it has read where the answer about another repository %s', async (_what, trouble) => {
    const offered = await openRepositories(await startLarge(mode, trouble));
    expect(await offered('team')).toContain('"value":"team/app"');
  });

  it('offers the images of a repository, once its whole name is typed', async () => {
    const bot = await startLarge(mode);
    await bot.sandbox.user(ada).runCommand({ channel, command: '/images', text: 'inspect' });
    const { id: viewId } = await bot.modal(/Image/);
    const menu = { viewId, blockId: 'image', actionId: 'images.image', query: 'zeta/late:v1' };
    expect(JSON.stringify(await bot.sandbox.user(ada).typeAhead(menu))).toContain('zeta/late:v1');
  });

  it('says that there are others than those that may have been meant', async () => {
    const bot = await startLarge(mode);
    for (const text of ['list team/ap', 'inspect team/ap', 'cleanup zeta/lat --untagged']) {
      expect((await bot.ask(text)).text).toContain('more repositories than were looked through');
    }
  });
});

import type { WireDeletePreview, WireImage } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import { ada, channel, startBot, wireImage, words, type BotAtWork } from './start-bot.ts';

const many = (): WireImage[] =>
  [1, 2, 3, 4].map((number) => wireImage(`i${number}`, 'team/app', [`v${number}`], 60 + number));

/** What the registry says of an image, which it refuses to delete or not. */
function previewOf(image: WireImage, isRefused: boolean): WireDeletePreview {
  const { tags = [] } = image;
  const refusal = { reason: 'PROTECTED_TAG', message: 'A tag is protected.', subjects: tags };
  return { image, tags, etag: '"1"', refusals: isRefused ? [refusal] : [] };
}

/** Asks for a cleanup and presses its button. */
async function askToCleanUp({ ask, sandbox }: BotAtWork): Promise<void> {
  const preview = await ask('cleanup team/app --tag v*');
  await sandbox.user(ada).press({ channel, ts: preview.ts, actionId: 'images.cleanup.confirm' });
}

describe('a cleanup', () => {
  it('leaves what the registry would refuse, and says so before anything is deleted', async () => {
    const bot = await startBot('http', many());
    for (const image of bot.api.images)
      bot.api.previews.set(image.id ?? '', previewOf(image, image.id === 'i2'));
    await askToCleanUp(bot);
    const dialog = await bot.modal(/go with all their tags/);
    expect(words(dialog)).toMatch(
      /3 images go.*What stays, and why.*1 image: the registry would refuse.*:v2/,
    );
    await bot.confirm(dialog);
    await bot.says(/"text":"Deleted"/);
    expect(bot.api.images.map(({ id }) => id)).toEqual(['i2']);
  });

  it('asks for nothing where the registry would refuse all of it', async () => {
    const bot = await startBot('http', many());
    for (const image of bot.api.images) bot.api.previews.set(image.id ?? '', previewOf(image, true));
    await askToCleanUp(bot);
    const dialog = await bot.modal(/What stays, and why/);
    expect(dialog.submit).toBeUndefined();
  });

  it('asks a registry that has no previews once, and says that it may still refuse', async () => {
    const bot = await startBot('http', many());
    await askToCleanUp(bot);
    expect(words(await bot.modal(/go with all their tags/))).toContain('it may still refuse some of them');
    expect(bot.api.calls.filter((call) => call.includes(':previewDelete'))).toHaveLength(1);
  });
});

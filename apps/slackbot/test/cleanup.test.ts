import { describe, expect, it } from 'vitest';

import { noPreviews } from './registry/faulty-proxy.ts';
import { lockedTag } from './registry/image-service.ts';
import { newImage, type NewImage } from './registry/push-images.ts';
import { ada, channel, modes, startBot, words, type BotAtWork } from './start-bot.ts';

/** Four images, of which the registry refuses to delete some. */
function four(...locked: readonly number[]): NewImage[] {
  return [1, 2, 3, 4].map((number) =>
    newImage('team/app', locked.includes(number) ? [`v${number}`, lockedTag] : [`v${number}`], 60 + number),
  );
}

/** Asks for a cleanup and presses its button. */
async function askToCleanUp({ ask, sandbox }: BotAtWork): Promise<void> {
  const preview = await ask('cleanup team/app --tag v*');
  await sandbox.user(ada).press({ channel, ts: preview.ts, actionId: 'images.cleanup.confirm' });
}

describe.each(modes)('a cleanup over %s', (mode) => {
  it('leaves what the registry would refuse, and says so before anything is deleted', async () => {
    const bot = await startBot(mode, four(2));
    await askToCleanUp(bot);
    const dialog = await bot.modal(/This deletes \d images/);
    expect(words(dialog)).toMatch(
      /deletes 3 images.*What stays, and why.*1 image: the registry would refuse.*:locked/,
    );
    await bot.confirm(dialog);
    await bot.says(/"text":"Deleted"/);
    expect(await bot.registry.names()).toEqual(['team/app:locked', 'team/app:v2']);
  });

  it('asks for nothing where the registry would refuse all of it', async () => {
    const bot = await startBot(mode, [newImage('team/app', ['v1', lockedTag])]);
    await askToCleanUp(bot);
    const dialog = await bot.modal(/protects its tag/);
    expect(dialog.submit).toBeUndefined();
  });

  it('asks a registry that has no previews once, and says that it may still refuse', async () => {
    const bot = await startBot(mode, four());
    bot.registry.disturb('preview', noPreviews);
    await askToCleanUp(bot);
    expect(words(await bot.modal(/This deletes \d images/))).toContain('some of them may stay');
    expect(bot.registry.calls.filter((call) => call.includes(':previewDelete'))).toHaveLength(1);
  });
});

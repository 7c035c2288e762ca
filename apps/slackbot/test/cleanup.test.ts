import { join } from 'node:path';

import { makeTemporaryFolder } from '@registry-images/testing';
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

/** Asks for a cleanup and presses its button, perhaps not at once. */
async function askToCleanUp(
  { ask, sandbox }: BotAtWork,
  inBetween: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const preview = await ask('cleanup team/app --tag v*');
  await inBetween();
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

  it('has nothing to ask about where all of it is gone when its button is pressed', async () => {
    const bot = await startBot(mode, four());
    await askToCleanUp(bot, () =>
      Promise.all([1, 2, 3, 4].map((number) => bot.registry.remove(`team/app:v${number}`))),
    );
    expect((await bot.modal(/There is nothing to delete: there are no images\./)).submit).toBeUndefined();
  });

  it.each([
    ['is not what it was', /have changed since you were asked/, ['v1']],
    ['is gone, all of it', /is gone already/, ['v1', 'v2', 'v3', 'v4']],
  ])('does not begin where what was asked about %s', async (_what, text, tags) => {
    const bot = await startBot(mode, four());
    await askToCleanUp(bot);
    const dialog = await bot.modal(/This deletes 4 images/);
    for (const tag of tags) {
      if (tags.length === 1) await bot.registry.tag(`team/app:${tag}`, 'stable');
      else await bot.registry.remove(`team/app:${tag}`);
    }
    await bot.confirm(dialog);
    await bot.modal(text);
    expect(bot.orders()).toBe(0);
  });

  it.each([
    [
      'some of it is protected now, and can only go one by one',
      "roles: { deleter: everyone }\nprotected: [{ tags: 'v1', approvals: 0 }]",
      /can only be deleted one by one: `team\/app` \(`v1`\)/,
    ],
    ['who asked may not any more', 'roles: { viewer: everyone }', /You may not delete images of/],
  ])('does not begin where %s', async (_what, policy, text) => {
    const databasePath = join(await makeTemporaryFolder(), 'bot.sqlite');
    const bot = await startBot(mode, four(), { databasePath });
    await askToCleanUp(bot);
    const dialog = await bot.modal(/This deletes 4 images/);
    await bot.bot.stop(new AbortController().signal);
    const later = await startBot(mode, [], { databasePath, policy, after: bot });
    await later.confirm(dialog);
    await later.modal(text);
    expect(bot.orders()).toBe(0);
    expect(await bot.registry.names()).toHaveLength(4);
  });

  it('keeps nothing by its age where the registry does not sort', async () => {
    const bot = await startBot(mode, []);
    const [older, newer] = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'].map((createdAt, index) => ({
      id: `i${index}`,
      name: `${bot.registry.id}/team/app`,
      digest: `sha256:${String(index).repeat(64)}`,
      createdAt,
    }));
    bot.registry.disturb('list', { status: 200, body: { images: [older, newer] } });
    expect((await bot.ask('cleanup team/app --keep-last 1')).text).toMatch(
      /by their age.*Nothing was deleted/,
    );
  });
});

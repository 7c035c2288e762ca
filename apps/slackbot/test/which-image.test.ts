import { describe, expect, it } from 'vitest';

import { newImage } from './registry/push-images.ts';
import { ada, channel, modes, startBot, words } from './start-bot.ts';

describe.each(modes)('a name that means no image over %s', (mode) => {
  it.each([
    ['team/app', /is a repository\. Which of its images\?/],
    ['team/app:v11', /Did you mean `team\/app:v1`/],
    ['team/other:v1', /There is no image/],
  ])('lets people choose what to delete: %s', async (typed, question) => {
    const bot = await startBot(mode, [newImage('team/app', ['v1'])]);
    const hands = bot.sandbox.user(ada);
    await hands.runCommand({ channel, command: '/images', text: `delete ${typed}` });
    const { id: viewId } = await bot.modal(question);
    const menu = { viewId, blockId: 'image', actionId: 'images.image' };
    await hands.typeAhead({ ...menu, query: 'app v1' });
    const { id: imageId } = await bot.registry.image('team/app:v1');
    await hands.submitView({ viewId, values: { image: imageId } });
    expect(words(await bot.modal(/cannot be undone/))).toContain('v1');
  });
});

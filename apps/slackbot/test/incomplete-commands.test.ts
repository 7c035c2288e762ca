import { describe, expect, it } from 'vitest';

import { newImage, type NewImage } from './registry/push-images.ts';
import { ada, channel, modes, startBot, words } from './start-bot.ts';

function images(): NewImage[] {
  return [newImage('team/app', ['v1', 'latest'], 60), newImage('team/db', ['16'], 62)];
}

describe.each(modes)('the bot over %s when an image is not named', (mode) => {
  it('lets people choose one to inspect, and one to delete', async () => {
    const { sandbox, modal, confirm, says, orders } = await startBot(mode, images());
    const user = sandbox.user(ada);
    const choose = async (text: string, query: string): Promise<string> => {
      await user.runCommand({ channel, command: '/images', text });
      const { id: viewId } = await modal(/Type a name, a tag or a digest/);
      const target = { viewId, blockId: 'image', actionId: 'images.image', query };
      const suggested = await user.typeAhead(target);
      const [option] = suggested.ok ? suggested.options : [];
      expect(suggested).toMatchObject({ options: { length: 1 } });
      await user.submitView({ viewId, values: { image: String(option?.['value']) } });
      return viewId;
    };
    await choose('inspect', 'DB:1');
    await says(/team\/db:16.*Layers/);
    expect(user.views()).toEqual([]);
    const viewId = await choose('delete', 'app:lat');
    const asked = await modal(/`team\/app` with both its tags/);
    expect(asked.id).toBe(viewId);
    await confirm(asked);
    await says(/"complete"/);
    expect(orders()).toBe(1);
  });

  it.each(['inspect', 'delete'])('says so where the one that was chosen to %s is gone', async (verb) => {
    const { registry, sandbox, modal, says } = await startBot(mode, images());
    const user = sandbox.user(ada);
    await user.runCommand({ channel, command: '/images', text: verb });
    const { id: viewId } = await modal(/Type a name, a tag or a digest/);
    const { id } = await registry.image('team/db:16');
    await user.typeAhead({ viewId, blockId: 'image', actionId: 'images.image', query: 'db' });
    await registry.remove('team/db:16');
    await user.submitView({ viewId, values: { image: id } });
    const shown = await (verb === 'delete' ? modal(/is gone/) : says(/is gone/));
    expect(words(shown)).toContain('Press Refresh in its list');
  });
});

describe.each(modes)('a command over %s that is misunderstood', (mode) => {
  it('is answered with what is wrong with it', async () => {
    const { ask, registry } = await startBot(mode, images());
    for (const [text, problem] of [
      ['cleanup', 'Which repository?'],
      ['list --color', 'has no option `--color`'],
      ['list --untagged --untagged', 'is there twice'],
      ['list --older-than', '`--older-than` needs a value'],
      ['list --untagged=yes', 'takes no value'],
      ['list --older-than soon', '`--older-than` cannot be `soon`'],
      ['list --untagged --tag v*', 'together match nothing'],
      ['list team/app team/db', 'one word too many'],
      ['list Team//App', 'is not the name of a repository'],
      ['list team/app:v1', 'without a tag'],
      ['inspect team/app:-', 'is not a tag'],
      ['inspect team/app@sha256:x', 'is not a digest'],
      ['delete //', 'is not the name of an image'],
      ['cleanup team/app', 'would delete all of'],
      ['whoami now', 'one word too many'],
    ] as const) {
      expect([text, (await ask(text)).text]).toEqual([text, expect.stringContaining(problem)]);
    }
    expect(registry.calls).toEqual([]);
  });
});

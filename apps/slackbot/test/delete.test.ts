import { describe, expect, it } from 'vitest';

import { noPreviews } from './registry/faulty-proxy.ts';
import { lockedTag } from './registry/image-service.ts';
import { newImage, type NewImage } from './registry/push-images.ts';
import type { TestRegistry } from './registry/registry.ts';
import { ada, channel, modes, startBot, words } from './start-bot.ts';

function images(): NewImage[] {
  return [newImage('team/app', ['v1', 'latest'], 60), newImage('team/app', [], 61)];
}

describe.each(modes)('a deletion over %s', (mode) => {
  it('is done once where Slack delivers the confirmation once more, while it goes on and after', async () => {
    const { registry, sandbox, askToDelete, confirm, modal, says, answers, orders, skip, finalLog } =
      await startBot(mode, images());
    const release = await registry.hold('team/app');
    await confirm(await askToDelete('team/app:v1'));
    await says(/being deleted/);
    // Over HTTP, the same request of the same second would be taken for a replay.
    skip(1000);
    await sandbox.redeliver();
    await release();
    await says(/"complete"/);
    skip(1000);
    await sandbox.redeliver();
    await modal(/Deleted/);
    const outcomes = (await finalLog()).flatMap(({ outcome }) => outcome ?? []);
    expect(outcomes).not.toContain('unexpected');
    expect(orders()).toBe(1);
    expect(answers()).toHaveLength(1);
  });

  it('is done once where somebody clicks twice', async () => {
    const { askToDelete, confirm, says, orders } = await startBot(mode, images());
    const asked = await askToDelete('team/app:v1');
    await Promise.allSettled([confirm(asked), confirm(asked)]);
    await says(/"complete"/);
    expect(orders()).toBe(1);
  });

  it('stands in the audit, with who, what, where and the operation', async () => {
    const { registry, sandbox, state, askToDelete, confirm, says } = await startBot(mode, images());
    const { id: imageId, name, digest } = await registry.image('team/app:v1');
    await confirm(await askToDelete('team/app:v1'), { reason: 'Old' });
    await says(/"complete"/);
    const deleted = { imageId, name, digest, tags: ['latest', 'v1'] };
    const line = { userId: ada, channelId: channel, image: deleted, reason: 'Old' };
    expect(state.auditLog.after(sandbox.team.id, 0, 10)).toMatchObject([
      { ...line, kind: 'request' },
      { ...line, kind: 'delete' },
      { ...line, kind: 'outcome', outcome: 'deleted', operationId: expect.any(String) },
    ]);
  });

  it('is asked for again if the image has changed in between, and nothing is deleted', async () => {
    const { registry, askToDelete, confirm, modal, says, orders } = await startBot(mode, images());
    const asked = await askToDelete('team/app:v1');
    await registry.tag('team/app:v1', 'stable');
    await confirm(asked);
    const again = await modal(/has changed/);
    expect(words(again)).toContain('`stable`');
    expect(orders()).toBe(0);
    await confirm(again);
    await says(/"complete"/);
  });

  it('has nothing to do if the image is gone by the time of the confirmation', async () => {
    const { registry, askToDelete, confirm, modal } = await startBot(mode, images());
    const asked = await askToDelete('team/app:v1');
    await registry.remove('team/app:v1');
    await confirm(asked);
    expect(words(await modal(/gone already/))).toContain('Nothing was deleted');
  });

  it('cannot begin at the buttons of an image that is gone', async () => {
    const { registry, sandbox, ask, press, modal } = await startBot(mode, images());
    const list = await ask('list');
    const image = await press(list, 'images.row.inspect.0');
    await registry.remove('team/app:v1');
    const gone = 'This image is gone. Press Refresh in its list, or use `/images list`.';
    expect((await press(list, 'images.row.inspect.0')).text).toBe(gone);
    await sandbox.user(ada).press({ channel, ts: image.ts, actionId: 'images.delete' });
    expect(words(await modal(/is gone/))).toContain(gone);
  });

  it('cannot begin in the menus of a list whose image is gone', async () => {
    const { registry, sandbox, ask, modal, says } = await startBot(mode, images());
    const { id } = await registry.image('team/app:v1');
    const { ts } = await ask('list');
    await registry.remove('team/app:v1');
    const user = sandbox.user(ada);
    await user.choose({ channel, ts, actionId: 'images.list.open', value: `inspect:${id}` });
    await says(/This image is gone/);
    await user.choose({ channel, ts, actionId: 'images.list.delete', value: `delete:${id}` });
    expect((await modal(/This image is gone/)).submit).toBeUndefined();
  });

  it('is of one image, which people choose where a name means several', async () => {
    const { registry, sandbox, modal, orders } = await startBot(mode, images());
    await registry.copy('team/app', 'base/app');
    const { digest } = await registry.image('team/app:v1');
    await sandbox.user(ada).runCommand({ channel, command: '/images', text: `delete ${digest}` });
    expect(words(await modal(/Several images begin with/))).toContain('Type a name, a tag or a digest');
    expect(orders()).toBe(0);
  });

  it('goes on and shows its end when the user has closed the modal', async () => {
    const { registry, sandbox, askToDelete, confirm, modal, says, log } = await startBot(mode, images());
    const release = await registry.hold('team/app');
    await confirm(await askToDelete('team/app:v1'));
    const progress = await modal(/has begun/);
    await sandbox.user(ada).closeView({ viewId: progress.id });
    await release();
    await says(/"complete"/);
    expect(log.join('\n')).not.toContain('modal not updated');
  });

  it('says what to do for the next one where it is shown in direct messages', async () => {
    const { registry, sandbox, askToDelete, confirm, modal } = await startBot(mode, images());
    const release = await registry.hold('team/app');
    const asked = await askToDelete('team/app:v1');
    sandbox.fail('chat.postMessage', { kind: 'error', error: 'not_in_channel' });
    await confirm(asked);
    expect(words(await modal(/has begun/))).toContain('So that others can see the next one, add this app');
    await release();
    await modal(/gone|Deleted/);
  });

  it('is finished before the bot stops, if that does not take too long', async () => {
    const { registry, bot, askToDelete, confirm, says, answers } = await startBot(mode, images());
    const release = await registry.hold('team/app');
    await confirm(await askToDelete('team/app:v1'));
    await says(/being deleted/);
    const stopped = bot.stop(new AbortController().signal);
    await release();
    await stopped;
    expect(words(answers().at(-1) ?? { blocks: [] })).toContain('"complete"');
  });

  it('needs no more of Slack than the manifest asks for', async () => {
    const { sandbox, ask, askToDelete, confirm, says } = await startBot(mode, images());
    await sandbox.user(ada).openHome();
    await sandbox.until(() => sandbox.user(ada).home());
    await ask('list');
    await confirm(await askToDelete('team/app:v1'));
    await says(/"complete"/);
    expect(JSON.stringify(sandbox.requests.map(({ response }) => response))).not.toContain('missing_scope');
  });
});

describe.each(modes)('a deletion over %s that the registry would refuse', (mode) => {
  it('is not even asked for, and the dialog says what stands in the way', async () => {
    const { registry, sandbox, modal, orders } = await startBot(mode, [
      newImage('team/app', ['v1', lockedTag]),
    ]);
    await registry.pushIndex('team/app', 'multi', 'v1');
    await sandbox.user(ada).runCommand({ channel, command: '/images', text: 'delete team/app:v1' });
    const dialog = await modal(/would refuse this/);
    expect(words(dialog)).toMatch(
      /The image for several platforms `sha256:[0-9a-f]+` \(`multi`\) needs it.*protects its tag `locked`/,
    );
    expect(dialog.submit).toBeUndefined();
    expect(orders()).toBe(0);
  });

  it.each([
    ['an index that needs it', (registry: TestRegistry) => registry.pushIndex('team/app', 'multi', 'v1')],
    ['a tag that is protected', (registry: TestRegistry) => registry.tag('team/app:v1', lockedTag)],
  ])('is refused where %s comes between the last look and the order', async (_what, change) => {
    const { registry, askToDelete, confirm, says, orders } = await startBot(mode, [
      newImage('team/app', ['v1']),
    ]);
    const asked = await askToDelete('team/app:v1');
    registry.onCall = async (call) => {
      if (call.startsWith('DELETE')) await change(registry);
    };
    await confirm(asked);
    expect(words(await says(/not as asked/))).toContain('Somebody else is changing the same thing');
    expect(orders()).toBe(0);
    expect(await registry.names()).toContain('team/app:v1');
  });

  it('is refused by a registry that cannot say so before', async () => {
    const { registry, askToDelete, confirm, says } = await startBot(mode, [
      newImage('team/app', ['v1', lockedTag]),
    ]);
    registry.disturb('preview', noPreviews);
    await confirm(await askToDelete('team/app:v1'));
    expect(words(await says(/not as asked/))).toContain('refuses this as things are: `');
    expect(await registry.names()).toContain('team/app:v1');
  });
});

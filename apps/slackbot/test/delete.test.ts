import type { WireImage } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import { ada, channel, startBot, wireImage, words, type Mode } from './start-bot.ts';

const modes: Mode[] = ['http', 'socket'];

function images(): WireImage[] {
  return [wireImage('i1', 'team/app', ['v1', 'latest']), wireImage('i2', 'team/app', [])];
}

describe.each(modes)('a deletion over %s', (mode) => {
  it('is done once where Slack delivers the confirmation once more, while it goes on and after', async () => {
    const { api, sandbox, askToDelete, confirm, modal, says, answers, orders, finalLog } = await startBot(
      mode,
      images(),
    );
    const release = api.holdOperations();
    await confirm(await askToDelete('team/app:v1'));
    await says(/being deleted/);
    await sandbox.redeliver();
    release();
    await says(/"complete"/);
    await sandbox.redeliver();
    await modal(/Deleted/);
    const outcomes = (await finalLog()).flatMap(({ outcome }) => outcome ?? []);
    expect(outcomes).not.toContain('unexpected');
    expect(orders()).toBe(1);
    expect(answers()).toHaveLength(1);
  });

  it('is done once where somebody clicks twice', async () => {
    const { askToDelete, confirm, says, orders } = await startBot(mode, images());
    const asked = await askToDelete('i1');
    await Promise.allSettled([confirm(asked), confirm(asked)]);
    await says(/"complete"/);
    expect(orders()).toBe(1);
  });

  it('stands in the audit, with who, what, where and the operation', async () => {
    const { sandbox, state, askToDelete, confirm, says } = await startBot(mode, images());
    await confirm(await askToDelete('team/app:v1'), { reason: 'Old' });
    await says(/"complete"/);
    const { digest } = wireImage('i1', 'team/app', []);
    const image = { imageId: 'i1', name: 'reg/team/app', digest, tags: ['v1', 'latest'] };
    const line = { userId: ada, channelId: channel, image, reason: 'Old' };
    expect(state.auditLog.after(sandbox.team.id, 0, 10)).toMatchObject([
      { ...line, kind: 'request' },
      { ...line, kind: 'delete' },
      { ...line, kind: 'outcome', outcome: 'deleted', operationId: 'op-1' },
    ]);
  });

  it('is asked for again if the image has changed in between, and nothing is deleted', async () => {
    const { api, askToDelete, confirm, modal, says, orders } = await startBot(mode, images());
    const asked = await askToDelete('i1');
    api.images[0] = wireImage('i1', 'team/app', ['v1', 'latest', 'stable']);
    await confirm(asked);
    const again = await modal(/has changed/);
    expect(words(again)).toContain('`stable`');
    expect(orders()).toBe(0);
    await confirm(again);
    await says(/"complete"/);
  });

  it('has nothing to do if the image is gone by the time of the confirmation', async () => {
    const { api, askToDelete, confirm, modal } = await startBot(mode, images());
    const asked = await askToDelete('i1');
    api.images.shift();
    await confirm(asked);
    expect(words(await modal(/gone already/))).toContain('Nothing was deleted');
  });

  it('cannot begin at the buttons of an image that is gone', async () => {
    const { api, sandbox, ask, press, modal } = await startBot(mode, images());
    const list = await ask('list');
    const image = await press(list, 'images.row.inspect.0');
    api.images.shift();
    const gone = 'This image is gone. Press Refresh in its list, or use `/images list`.';
    expect((await press(list, 'images.row.inspect.0')).text).toBe(gone);
    await sandbox.user(ada).press({ channel, ts: image.ts, actionId: 'images.delete' });
    expect(words(await modal(/is gone/))).toContain(gone);
  });

  it('goes on and shows its end when the user has closed the modal', async () => {
    const { api, sandbox, askToDelete, confirm, modal, says, log } = await startBot(mode, images());
    const release = api.holdOperations();
    await confirm(await askToDelete('i1'));
    const progress = await modal(/has begun/);
    await sandbox.user(ada).closeView({ viewId: progress.id });
    release();
    await says(/"complete"/);
    expect(log.join('\n')).not.toContain('modal not updated');
  });

  it('is finished before the bot stops, if that does not take too long', async () => {
    const { api, bot, askToDelete, confirm, says, answers } = await startBot(mode, images());
    const release = api.holdOperations();
    await confirm(await askToDelete('i1'));
    await says(/being deleted/);
    const stopped = bot.stop(new AbortController().signal);
    release();
    await stopped;
    expect(words(answers().at(-1) ?? { blocks: [] })).toContain('"complete"');
  });

  it('needs no more of Slack than the manifest asks for', async () => {
    const { sandbox, ask, askToDelete, confirm, says } = await startBot(mode, images());
    await sandbox.user(ada).openHome();
    await sandbox.until(() => sandbox.user(ada).home());
    await ask('list');
    await confirm(await askToDelete('i1'));
    await says(/"complete"/);
    expect(JSON.stringify(sandbox.requests.map(({ response }) => response))).not.toContain('missing_scope');
  });
});

describe('a deletion that the registry would refuse', () => {
  it('is not even asked for, and the dialog says what stands in the way', async () => {
    const { api, sandbox, modal, orders } = await startBot('http', images());
    const [image = {}] = api.images;
    api.previews.set('i1', {
      image,
      tags: ['v1', 'latest'],
      parents: [{ id: 'p', digest: `sha256:${'f'.repeat(64)}`, tags: ['multi'] }],
      refusals: [
        { reason: 'REFERENCED', message: 'It is part of multi.', subjects: [] },
        { reason: 'PROTECTED_TAG', message: 'No.', subjects: ['latest'] },
      ],
      freedBytes: '0',
      etag: '"1"',
    });
    await sandbox.user(ada).runCommand({ channel, command: '/images', text: 'delete i1' });
    const dialog = await modal(/would refuse this/);
    expect(words(dialog)).toMatch(/The index `sha256:f+` \(`multi`\) needs it.*protects its tag `latest`/);
    expect(dialog.submit).toBeUndefined();
    expect(orders()).toBe(0);
  });
});

import { rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';

import { createLayout } from '@registry-images/oci';
import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { pushTo } from './service.ts';
import { makeSyncedSource } from './synced-source.ts';

/** A source over a folder, and what writes into it. */
async function makeFolder() {
  const root = await makeTemporaryFolder();
  const synced = makeSyncedSource({ kind: 'layouts', root });
  const signal = AbortSignal.timeout(10_000);
  return {
    ...synced,
    root,
    push: async (path: string, text: string, ...tags: string[]) =>
      pushTo(await createLayout(`${root}/${path}`), text, { tags }),
    freshen: (repositoryName?: string) =>
      synced.sync.freshen({ registryIds: ['local'], repositoryName }, signal),
    refresh: (name: string) => synced.sync.refresh(name, signal),
  };
}

describe('a folder of layouts in the index', () => {
  it('is as other programs left it, and reads again only what they changed', async () => {
    const { push, freshen, labels, stats, root } = await makeFolder();
    await push('a', 'one', 'v1');
    await push('b', 'two', 'v1');
    await freshen();
    expect(labels()).toEqual(['a:v1', 'b:v1']);
    await freshen();
    expect(stats().repositoriesRead).toBe(2);

    await push('b', 'three', 'v1');
    await push('c', 'four', 'v1');
    await freshen();
    expect(labels()).toEqual(['a:v1', 'b:', 'b:v1', 'c:v1']);
    expect(stats().repositoriesRead).toBe(4);

    await rm(`${root}/a`, { recursive: true });
    await freshen();
    expect(labels()).toEqual(['b:', 'b:v1', 'c:v1']);
    expect(stats().requests).toBe(0);
  });

  it('is read again where something was broken, and may be mended without a trace', async () => {
    const { push, freshen, images, root } = await makeFolder();
    const { digest } = await push('a', 'one', 'v1');
    const path = `${root}/a/blobs/${digest.replace(':', '/')}`;
    await writeFile(path, '{}');
    await freshen();
    expect(images()).toMatchObject([{ digest, tags: ['v1'], content: undefined }]);
    await rm(path);
    await push('b', 'one', 'v1');
    const damaged = await createLayout(`${root}/a`);
    const sound = await createLayout(`${root}/b`);
    await damaged.putBlob(await sound.readBlob({ digest, size: (await sound.statBlob(digest))?.size ?? 0 }));
    await freshen();
    expect(images()[0]?.content).toBeDefined();
  });

  it('leaves out what cannot be read, says so once, and fails for whoever asks for it by name', async () => {
    const { push, freshen, refresh, labels, logs, root } = await makeFolder();
    await push('good', 'one', 'v1');
    await push('bad', 'two', 'v1');
    await freshen();
    await writeFile(`${root}/bad/index.json`, '[');
    await freshen();
    await freshen('local/good');
    expect(labels()).toEqual(['good:v1']);
    await expect(freshen('local/bad')).rejects.toMatchObject({ code: 'DATA_LOSS' });
    await expect(refresh('local/bad')).rejects.toMatchObject({ code: 'DATA_LOSS' });
    expect(logs.filter((line) => line.includes('repository left out'))).toHaveLength(1);
  });

  it('is ready once it was read whole, and unavailable without its folder', async () => {
    const { sweep, sync, push, labels, freshen, root, clock } = await makeFolder();
    await push('a', 'one', 'v1');
    expect(sync.isReady('local')).toBe(false);
    await sweep();
    expect(sync.isReady('local')).toBe(true);
    expect(await clock.waiting()).toBe(600_000);
    await rm(root, { recursive: true });
    await expect(freshen()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await sweep();
    expect(labels()).toEqual(['a:v1']);
  });

  it('takes no hints from events', async () => {
    const { sync, stats, push } = await makeFolder();
    await push('a', 'one', 'v1');
    sync.notify('local', [{ kind: 'push', repository: 'a', tag: 'v1' }]);
    sync.notify('other', [{ kind: 'push', repository: 'a', tag: 'v1' }]);
    expect(stats()).toMatchObject({ repositoriesRead: 0, events: { accepted: 0, ignored: 1, dropped: 0 } });
  });

  it('shares one look among those who ask at the same time', async () => {
    const { push, freshen, labels, stats } = await makeFolder();
    await push('a', 'one', 'v1');
    await Promise.all(Array.from({ length: 20 }, () => freshen()));
    expect(labels()).toEqual(['a:v1']);
    expect(stats().repositoriesRead).toBe(1);
  });

  it('is not looked at beyond the repository that is asked for', async () => {
    const { push, freshen, refresh, labels, stats, root } = await makeFolder();
    await push('a', 'one', 'v1');
    await push('team/b', 'two', 'v1');
    await freshen('local/a');
    expect([labels(), stats().repositoriesRead]).toEqual([['a:v1'], 1]);
    await freshen('local/a');
    expect(stats().repositoriesRead).toBe(1);
    await refresh('local/team/b');
    expect(labels()).toEqual(['a:v1', 'team/b:v1']);

    // The same files, and no repository of that name any more.
    await rename(`${root}/team`, `${root}/group`);
    await symlink(`${root}/group`, `${root}/team`);
    await freshen('local/team/b');
    expect(labels()).toEqual(['a:v1']);
    await freshen('local/group/b');
    expect(labels()).toEqual(['a:v1', 'group/b:v1']);
  });

  it('has what is found while everything is searched', async () => {
    const { push, freshen, labels } = await makeFolder();
    for (const path of ['a', 'b', 'c']) await push(path, path, 'v1');
    const search = freshen();
    await push('d', 'd', 'v1');
    await Promise.all([search, freshen('local/d')]);
    expect(labels()).toEqual(['a:v1', 'b:v1', 'c:v1', 'd:v1']);
  });

  it('refreshes nothing that is not there', async () => {
    const { refresh, labels } = await makeFolder();
    await refresh('local/nothing');
    await expect(refresh('other/nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(refresh('local/../nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(labels()).toEqual([]);
  });

  it('is not dated by files that stand for no time', async () => {
    const { root, freshen, images } = await makeFolder();
    const layout = await createLayout(`${root}/a`);
    const { digest } = await pushTo(layout, 'old', { created: '1970-01-01T00:00:00Z' });
    await utimes(`${root}/a/blobs/${digest.replace(':', '/')}`, 0, 0);
    await freshen();
    expect(images()[0]?.createdMs).toBeGreaterThan(Date.parse('2026-01-01'));
  });
});

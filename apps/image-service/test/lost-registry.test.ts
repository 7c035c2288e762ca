import { mkdir, rename } from 'node:fs/promises';

import { mediaTypes, type Descriptor } from '@registry-images/oci';
import { describeWithTools, startRegistry, type RunningRegistry } from '@registry-images/testing';
import { expect, it } from 'vitest';

import { startProxy } from './registry-proxy.ts';
import { createPusher } from './registry-pusher.ts';
import { hastyClock } from './step-clock.ts';
import { makeSyncedSource } from './synced-source.ts';

const pathOf = ({ digest }: Descriptor): string => `/v2/app/manifests/${digest}`;

/** A real registry behind a proxy, of which `app` has an image without a tag, and one with it. */
async function makeLosing(repositories?: readonly string[]) {
  const registry = await startRegistry();
  const proxy = await startProxy(registry.url);
  const synced = makeSyncedSource({ kind: 'distribution', url: proxy.url, repositories }, hastyClock);
  const pusher = createPusher(registry.url);
  const untagged = await pusher.image('app', 'one', 'latest');
  await synced.sweep();
  await pusher.image('app', 'two', 'latest');
  await synced.sweep();
  expect(synced.labels()).toEqual(['app:', 'app:latest']);
  const isThere = async (image: Descriptor): Promise<boolean> =>
    (await fetch(registry.url + pathOf(image), { headers: { accept: mediaTypes.manifest } })).ok;
  return { ...synced, registry, proxy, untagged, isThere };
}

/** Takes the storage of a registry away; what it gives back puts it there again. */
async function takeStorage({ data }: RunningRegistry): Promise<() => Promise<void>> {
  await rename(data, `${data}.away`);
  await mkdir(data);
  return async () => {
    await rename(data, `${data}.empty`);
    await rename(`${data}.away`, data);
  };
}

describeWithTools(['docker-registry'], 'a registry that is away', () => {
  it.for([[['app']], [undefined]])(
    'loses nothing while a proxy says in its place that nothing is there, with the repositories %j',
    async ([repositories]) => {
      const { sweep, labels, stats, proxy } = await makeLosing(repositories);
      proxy.loseRegistry(true);
      for (let sweeps = 0; sweeps < 3; sweeps += 1) await sweep();
      expect(labels()).toEqual(['app:', 'app:latest']);
      expect(stats()).toMatchObject({ problem: expect.stringContaining('no answer of a registry') });
      proxy.loseRegistry(false);
      await sweep();
      expect(stats().problem).toBeUndefined();
    },
  );

  it.for([[['app']], [undefined]])(
    'has its untagged images again after its storage was away for long, with the repositories %j',
    async ([repositories]) => {
      const { sweep, labels, logs, registry } = await makeLosing(repositories);
      const putBack = await takeStorage(registry);
      await sweep();
      await sweep();
      expect(labels()).toEqual([]);
      expect(logs.map((line): unknown => JSON.parse(line))).toContainEqual(
        expect.objectContaining({
          level: 40,
          name: 'local/app',
          images: 2,
          msg: expect.stringMatching('gone'),
        }),
      );
      await putBack();
      await sweep();
      expect(labels()).toEqual(['app:', 'app:latest']);
    },
  );

  it('is not believed that there is nothing to delete, as long as it gives it', async () => {
    const { source, proxy, untagged, isThere } = await makeLosing();
    const repository = source.repository('app');
    const line = `DELETE ${pathOf(untagged)}`;
    proxy.refuse(line, 404, 'MANIFEST_UNKNOWN');
    await expect(repository.delete(untagged.digest)).rejects.toMatchObject({
      code: 'REFUSED',
      message: expect.stringContaining('gives it all the same'),
    });
    proxy.refuse(line, 404, 'UNSUPPORTED');
    await expect(repository.delete(untagged.digest)).rejects.toMatchObject({ code: 'UNSUPPORTED' });
    proxy.refuse(line, 404);
    await expect(repository.delete(untagged.digest)).rejects.toMatchObject({ code: 'UNEXPECTED_ANSWER' });
    proxy.refuse(line, undefined);
    expect(await isThere(untagged)).toBe(true);
    await repository.delete(untagged.digest);
    await expect(repository.delete(untagged.digest)).rejects.toMatchObject({ code: 'IMAGE_NOT_FOUND' });
  });

  it('keeps its tags while it lists none', async () => {
    const { sweep, labels, proxy } = await makeLosing();
    proxy.refuse('GET /v2/app/tags/list?n=1000', 404, 'NAME_UNKNOWN');
    await sweep();
    await sweep();
    expect(labels()).toEqual(['app:', 'app:latest']);
  });
});

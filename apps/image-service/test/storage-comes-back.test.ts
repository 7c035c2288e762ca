import { mkdir, rename } from 'node:fs/promises';

import type { Digest } from '@registry-images/model';
import { digestOf, type Descriptor } from '@registry-images/oci';
import { describeWithTools, startRegistry, type RunningRegistry } from '@registry-images/testing';
import { expect, it } from 'vitest';

import { imageId } from '../src/store/image-id.ts';
import { pullWhole } from './pull-whole.ts';
import { startProxy } from './registry-proxy.ts';
import { createPusher } from './registry-pusher.ts';
import { makeService, registrySource } from './service.ts';

const { signal } = new AbortController();

/** A service over a registry that nobody reads unasked. `app` has an index that lost its tag, and a newer image. */
async function makeWithIndex(...childTag: string[]) {
  const registry = await startRegistry();
  const proxy = await startProxy(registry.url);
  const pusher = createPusher(registry.url);
  const service = await makeService({
    source: registrySource(proxy.url),
    isStarted: false,
  });
  const refresh = () => service.sync.refresh('local/app', signal);
  const child = await pusher.image('app', 'child', ...childTag);
  const platform = { os: 'linux', architecture: 'amd64' };
  const index = await pusher.index('app', [{ ...child, platform }], 'latest');
  await refresh();
  await pusher.image('app', 'newer', 'latest');
  await refresh();
  return {
    ...service,
    registry,
    proxy,
    child,
    index,
    refresh,
    isThere: async ({ digest, mediaType }: Descriptor): Promise<boolean> =>
      (await fetch(`${registry.url}/v2/app/manifests/${digest}`, { headers: { accept: mediaType } })).ok,
    pullIndex: () => pullWhole(`docker://${registry.host}/app@${index.digest}`),
  };
}

/** What others have deleted long before. */
const longGone = (count: number): Digest[] =>
  Array.from({ length: count }, (_, number) => digestOf(Buffer.from(String(number))));

async function takeAway({ data }: RunningRegistry): Promise<void> {
  await rename(data, `${data}.away`);
  await mkdir(data);
}

async function putBack({ data }: RunningRegistry): Promise<void> {
  await rename(data, `${data}.empty`);
  await rename(`${data}.away`, data);
}

describeWithTools(['docker-registry', 'skopeo'], 'a storage that comes back', () => {
  it('keeps the child of an index that is back with it, however much is forgotten', async () => {
    const { store, refresh, child, index, isThere, pullIndex, ...service } = await makeWithIndex('amd64');
    store.forget('local/app', longGone(300), Date.now() - 1000);
    await refresh();
    // As two sweeps do while the storage is away.
    store.forget('local/app', store.known('local/app').manifests, Date.now());
    store.removeRepository('local/app');
    await refresh();
    await expect(service.delete(imageId('local/app', child.digest))).rejects.toThrow(
      'The image is part of untagged',
    );
    expect([await isThere(index), await isThere(child)]).toEqual([true, true]);
    await pullIndex();
  });

  it.for([0, 200])(
    'keeps the children of an index that it said not to have while they were deleted, with %i long gone',
    async (count) => {
      const { client, operations, store, registry, proxy, ...app } = await makeWithIndex();
      store.forget('local/app', longGone(count), Date.now() - 1000);
      let state = 'there';
      proxy.onRequest(async (line) => {
        if (state === 'there' && line === `DELETE /v2/app/manifests/${app.index.digest}`) {
          state = 'away';
          await takeAway(registry);
        } else if (state === 'away' && line.includes('/tags/list')) {
          state = 'back';
          await putBack(registry);
        }
      });
      const options = { deleteOrphanedChildren: true };
      const { id } = await client.images.delete(imageId('local/app', app.index.digest), options);
      await operations.drain();
      expect(state).toBe('back');
      expect(operations.get(id)?.steps.map(({ outcome }) => outcome)).toEqual(['gone', 'kept']);
      expect([await app.isThere(app.index), await app.isThere(app.child)]).toEqual([true, true]);
      await app.pullIndex();
    },
  );

  it('gives back the image that it said not to have when it was to be deleted', async () => {
    const { registry, refresh, index, ...service } = await makeWithIndex();
    await takeAway(registry);
    await service.delete(imageId('local/app', index.digest));
    await putBack(registry);
    await refresh();
    expect((await service.list()).map(({ digest }) => digest)).toContain(index.digest);
  });
});

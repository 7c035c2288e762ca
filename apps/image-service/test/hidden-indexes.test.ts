import { mkdir, rename, writeFile } from 'node:fs/promises';

import { mediaTypes, type Descriptor } from '@registry-images/oci';
import { describeWithTools, startRegistry } from '@registry-images/testing';
import { expect, it } from 'vitest';

import { imageId } from '../src/store/image-id.ts';
import { pullWhole } from './pull-whole.ts';
import { startProxy } from './registry-proxy.ts';
import { createPusher } from './registry-pusher.ts';
import { makeService, registrySource } from './service.ts';

const platform = { os: 'linux', architecture: 'amd64' };
const idOf = ({ digest }: Descriptor) => imageId('local/app', digest);
const { signal } = new AbortController();

/** A real registry behind a proxy that can refuse, and a service that reads it when it is asked to. */
async function makeHiding() {
  const registry = await startRegistry();
  const proxy = await startProxy(registry.url);
  const service = await makeService({
    source: registrySource(proxy.url),
    isStarted: false,
  });
  return {
    service,
    registry,
    proxy,
    pusher: createPusher(registry.url),
    refuse: (tag: string, status?: number) => proxy.refuse(`GET /v2/app/manifests/${tag}`, status),
    /** Fails unless what a tag points at is whole. */
    expectWhole: (tag: string) => pullWhole(`docker://${registry.host}/app:${tag}`),
    read: () => service.sync.refresh('local/app', signal),
    refusals: async (image: Descriptor) => {
      const preview = await service.client.images.previewDelete(idOf(image));
      if (!preview.isComplete) throw new Error('The service knows previews.');
      return preview.refusals.map(({ reason, subjects }) => [reason, subjects]);
    },
  };
}

describeWithTools(['docker-registry', 'skopeo'], 'images of an index that is hidden', () => {
  it.for([412, 403, 500])('are not deleted while a tag is answered with %i', async (status) => {
    const { service, pusher, refuse, read, refusals, expectWhole } = await makeHiding();
    const child = await pusher.image('app', 'child', 'amd64');
    await read();
    await pusher.index('app', [{ ...child, platform }], 'multi');
    refuse('multi', status);
    await expect(service.delete(idOf(child))).rejects.toMatchObject({
      status: 'FAILED_PRECONDITION',
      details: [{ violations: [{ type: 'UNREAD', subject: 'multi' }] }],
    });
    expect(await refusals(child)).toEqual([['UNREAD', ['multi']]]);
    refuse('multi');
    await read();
    expect(await refusals(child)).toMatchObject([['REFERENCED', [expect.anything()]]]);
    await expectWhole('multi');
  });

  it('are not deleted where a tag that is known has moved to it', async () => {
    const { service, pusher, refuse, read, expectWhole } = await makeHiding();
    const child = await pusher.image('app', 'child', 'amd64');
    await pusher.image('app', 'other', 'multi');
    await read();
    await pusher.index('app', [{ ...child, platform }], 'multi');
    refuse('multi', 403);
    await expect(service.delete(idOf(child))).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' });
    await expectWhole('multi');
  });

  const { index } = mediaTypes;
  it.for([
    [
      'an annotation is null',
      (child: Descriptor) => ({ manifests: [{ ...child, annotations: { a: null } }] }),
    ],
    [
      'a platform has no architecture',
      (child: Descriptor) => ({ manifests: [{ ...child, platform: { os: 'linux' } }] }),
    ],
    [
      'a child is called a file',
      (child: Descriptor) => ({ manifests: [{ ...child, mediaType: 'application/octet-stream' }] }),
    ],
    ['a child has no kind', ({ digest, size }: Descriptor) => ({ manifests: [{ digest, size }] })],
    ['a child has no size', ({ digest, mediaType }: Descriptor) => ({ manifests: [{ digest, mediaType }] })],
    ['its list is spelt in capitals', (child: Descriptor) => ({ Manifests: [child] })],
  ] as const)('are parts of it all the same where %s', async ([, fieldsOf]) => {
    const { service, pusher, read } = await makeHiding();
    const child = await pusher.image('app', 'child', 'amd64');
    await pusher.manifest('app', { schemaVersion: 2, mediaType: index, ...fieldsOf(child) }, 'multi');
    await read();
    await expect(service.delete(idOf(child))).rejects.toMatchObject({
      details: [{ violations: [{ type: 'REFERENCED' }] }],
    });
    const parent = (await service.list()).find(({ tags }) => tags.includes('multi'));
    await service.delete(parent?.id ?? '');
    await service.delete(idOf(child));
    expect(await service.list()).toEqual([]);
  });

  it('are not deleted beside what is damaged on the disk of the registry, which can go itself', async () => {
    const { service, registry, pusher, read, refusals } = await makeHiding();
    const image = await pusher.image('app', 'image', 'v1');
    const parent = await pusher.index('app', [{ ...image, platform }], 'multi');
    const hex = parent.digest.slice('sha256:'.length);
    await writeFile(
      `${registry.data}/docker/registry/v2/blobs/sha256/${hex.slice(0, 2)}/${hex}/data`,
      JSON.stringify({ schemaVersion: 2, mediaType: index, manifests: [] }),
    );
    await read();
    expect(await refusals(image)).toEqual([['UNREAD', [parent.digest]]]);
    expect(await refusals(parent)).toEqual([]);
    await service.delete(idOf(parent));
    await service.delete(idOf(image));
    expect(await service.list()).toEqual([]);
  });

  it('are not deleted where it is pushed while the registry is looked at', async () => {
    const { service, proxy, pusher, read, expectWhole } = await makeHiding();
    const child = await pusher.image('app', 'child', 'amd64');
    await read();
    let looks = 0;
    proxy.onRequest(async (line) => {
      if (line.includes('/tags/list')) looks += 1;
      // The tags were listed once before the deletion was accepted, and once for its step.
      if (looks !== 2 || !line.includes('/manifests/')) return;
      looks += 1;
      await pusher.index('app', [{ ...child, platform }], 'multi');
    });
    await expect(service.delete(idOf(child))).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' });
    await expectWhole('multi');
  });

  it('are not deleted where a tag that was read already moves to it while the others are', async () => {
    const { service, proxy, pusher, read, expectWhole } = await makeHiding();
    const child = await pusher.image('app', 'child', 'z-amd64');
    await pusher.image('app', 'other', 'a-multi');
    for (let count = 0; count < 20; count += 1) await pusher.image('app', `more ${count}`, `m-${count}`);
    await read();
    let looks = 0;
    proxy.onRequest(async (line) => {
      if (line.includes('/tags/list')) looks += 1;
      if (looks !== 2 || !line.endsWith('/manifests/z-amd64')) return;
      looks += 1;
      await pusher.index('app', [{ ...child, platform }], 'a-multi');
    });
    await expect(service.delete(idOf(child))).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' });
    expect(looks).toBeGreaterThan(3);
    await expectWhole('a-multi');
  });

  it('are not deleted where an event tells of it while the registry is looked at', async () => {
    const { service, proxy, pusher, read, expectWhole } = await makeHiding();
    const child = await pusher.image('app', 'child', 'amd64');
    const moved = await pusher.image('app', 'moved', 'multi');
    await read();
    let looks = 0;
    proxy.onRequest(async (line) => {
      if (line.includes('/tags/list')) looks += 1;
      // Once all tags were read and before they are listed for the last time.
      if (looks !== 3) return;
      looks += 1;
      const { digest } = await pusher.index('app', [{ ...child, platform }], 'multi');
      service.sync.notify('local', [{ kind: 'push', repository: 'app', tag: 'multi', digest }]);
    });
    await expect(service.delete(idOf(child))).rejects.toMatchObject({ status: 'FAILED_PRECONDITION' });
    expect(service.store.get(idOf(moved))?.tags).toEqual([]);
    await expectWhole('multi');
  });

  it('are counted where their configuration is away: what they share is not free', async () => {
    const { service, pusher, proxy, read } = await makeHiding();
    const base = await pusher.blob('app', Buffer.alloc(100_000, 1));
    const push = async (text: string) => {
      const config = await pusher.blob('app', Buffer.from(JSON.stringify({ text })), mediaTypes.imageConfig);
      const document = { schemaVersion: 2, mediaType: mediaTypes.manifest, config, layers: [base] };
      return { config, image: await pusher.manifest('app', document, text) };
    };
    const [whole, damaged] = [await push('whole'), await push('damaged')];
    proxy.refuse(`GET /v2/app/blobs/${damaged.config.digest}`, 404);
    await read();
    const preview = await service.client.images.previewDelete(idOf(whole.image));
    expect(preview).toMatchObject({ freedBytes: String(whole.image.size + whole.config.size), refusals: [] });
  });

  it('are remembered while the storage of the registry is away', async () => {
    const { service, registry, pusher, read } = await makeHiding();
    await pusher.image('app', 'one', 'latest');
    await read();
    await pusher.image('app', 'two', 'latest');
    await read();
    const before = await service.list();
    expect(before.map(({ tags }) => tags.length)).toEqual(expect.arrayContaining([0, 1]));
    await rename(registry.data, `${registry.data}.away`);
    await mkdir(registry.data);
    await read();
    expect(await service.list()).toEqual(before);
    await rename(registry.data, `${registry.data}.empty`);
    await rename(`${registry.data}.away`, registry.data);
    await read();
    expect(await service.list()).toEqual(before);
  });
});

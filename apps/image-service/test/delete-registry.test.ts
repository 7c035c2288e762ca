import { isApiError, type DeleteOptions } from '@registry-images/client';
import { createRegistry, mediaTypes, referrersTagOf, type Descriptor } from '@registry-images/oci';
import { describeWithTools, startRegistry, type RegistryVariant } from '@registry-images/testing';
import { expect, it } from 'vitest';

import { imageId } from '../src/store/image-id.ts';
import { pullWhole } from './pull-whole.ts';
import { createPusher } from './registry-pusher.ts';
import { makeService, registrySource } from './service.ts';

const platform = (architecture: string) => ({ os: 'linux', architecture });

const idOf = ({ digest }: Descriptor): string => imageId('local/app', digest);

/** A service over a real registry, which is read only when a test asks for it, and before deletions. */
async function makeDeletions(variant: RegistryVariant & { readonly protectedTags?: readonly string[] } = {}) {
  const { protectedTags = [], ...registryVariant } = variant;
  const { url, host } = await startRegistry(registryVariant);
  const service = await makeService({
    source: registrySource(url),
    protectedTags,
    isStarted: false,
  });
  const { signal } = new AbortController();
  const registry = createRegistry({ url, userAgent: 'test' });
  return {
    service,
    pusher: createPusher(url),
    images: service.client.images,
    read: () => service.sync.refresh('local/app', signal),
    /** Deletes, waits for the end, and fails unless it is one of success. */
    delete: async (image: Descriptor, options: DeleteOptions = {}): Promise<void> => {
      const handle = await service.client.images.delete(idOf(image), options);
      await service.operations.drain();
      await handle.wait();
    },
    /** Fails unless skopeo pulls all of these whole, every platform of an index included. */
    expectPullable: (...references: readonly (string | Descriptor)[]): Promise<void> =>
      pullWhole(
        ...references.map((reference) =>
          typeof reference === 'string'
            ? `docker://${host}/app:${reference}`
            : `docker://${host}/app@${reference.digest}`,
        ),
      ),
    digestsLeft: (...images: readonly Descriptor[]): Promise<boolean[]> =>
      Promise.all(images.map(async ({ digest }) => (await registry.manifest('app', digest)) !== undefined)),
  };
}

const codeOf = async (promise: Promise<unknown>): Promise<unknown> => {
  const error = await promise.catch((thrown: unknown) => thrown);
  return isApiError(error) ? [error.status, error.details] : error;
};

describeWithTools(['docker-registry', 'skopeo'], 'deletions in a registry', () => {
  it('take an index with its own platforms, and leave those of others whole', async () => {
    const { pusher, images, read, delete: remove, expectPullable, digestsLeft } = await makeDeletions();
    const own = await pusher.image('app', 'own');
    const shared = await pusher.image('app', 'shared');
    const children = [
      { ...own, platform: platform('arm64') },
      { ...shared, platform: platform('amd64') },
    ];
    const index = await pusher.index('app', children, 'v1', 'latest');
    await pusher.index('app', children.slice(1), 'v2');
    await pusher.image('app', 'lone', 'lone');
    await read();

    const preview = await images.previewDelete(idOf(index), { deleteOrphanedChildren: true });
    expect(preview).toMatchObject({
      isComplete: true,
      tags: ['latest', 'v1'],
      deletedCount: 2,
      childCount: 2,
      orphanedChildren: [{ digest: own.digest }],
      refusals: [],
    });
    expect(await codeOf(images.delete(idOf(shared)))).toEqual([
      'FAILED_PRECONDITION',
      [expect.objectContaining({ type: 'PreconditionFailure' })],
    ]);
    await expectPullable('v1', 'v2', 'lone');

    const ifMatch = preview.isComplete ? preview.etag : '';
    await remove(index, { deleteOrphanedChildren: true, ifMatch });
    expect(await digestsLeft(index, own, shared)).toEqual([false, false, true]);
    await expectPullable('v2', 'lone', shared);
  });

  it('leave the platforms of an index untagged unless they are asked for, and can take them later', async () => {
    const { service, pusher, read, delete: remove, expectPullable } = await makeDeletions();
    const child = await pusher.image('app', 'child');
    const index = await pusher.index('app', [{ ...child, platform: platform('amd64') }], 'v1');
    await read();
    await remove(index);
    await expectPullable(child);
    expect((await service.list()).map(({ id, tags }) => [id, tags])).toEqual([[idOf(child), []]]);
    await remove(child);
    expect(await service.list()).toEqual([]);
  });

  it('take an index with the attestations of its platforms', async () => {
    const { pusher, read, delete: remove, expectPullable, digestsLeft } = await makeDeletions();
    const image = await pusher.image('app', 'image');
    const attestation = await pusher.image('app', 'attestation');
    const index = await pusher.index(
      'app',
      [
        { ...image, platform: platform('amd64') },
        {
          ...attestation,
          platform: { os: 'unknown', architecture: 'unknown' },
          annotations: {
            'vnd.docker.reference.type': 'attestation-manifest',
            'vnd.docker.reference.digest': image.digest,
          },
        },
      ],
      'v1',
    );
    await pusher.image('app', 'other', 'v2');
    await read();
    await remove(index, { deleteOrphanedChildren: true });
    expect(await digestsLeft(index, image, attestation)).toEqual([false, false, false]);
    await expectPullable('v2');
  });

  it('take every tag of a digest, and not the image that a tag has moved away from', async () => {
    const { service, pusher, read, delete: remove, expectPullable } = await makeDeletions();
    const old = await pusher.image('app', 'old', 'latest');
    await read();
    const next = await pusher.image('app', 'new', 'latest', 'v2', 'v3');
    await read();
    await remove(next);
    expect((await service.list()).map(({ id, tags }) => [id, tags])).toEqual([[idOf(old), []]]);
    await expectPullable(old);
  });

  it('take signatures and their list only when they are asked for', async () => {
    const { pusher, images, read, delete: remove, digestsLeft, expectPullable } = await makeDeletions();
    const sign = async (subject: Descriptor) => {
      const config = await pusher.blob('app', Buffer.from('{}'), 'application/vnd.oci.empty.v1+json');
      const signature = await pusher.manifest('app', {
        schemaVersion: 2,
        mediaType: mediaTypes.manifest,
        artifactType: 'application/vnd.example.signature',
        config,
        layers: [],
        subject,
      });
      return [signature, await pusher.index('app', [signature], referrersTagOf(subject.digest))] as const;
    };
    const one = await pusher.image('app', 'one', 'v1');
    const two = await pusher.image('app', 'two', 'v2');
    const [signatureOfOne, listOfOne] = await sign(one);
    const [signatureOfTwo, listOfTwo] = await sign(two);
    await read();
    expect(await images.previewDelete(idOf(one), { deleteReferrers: true })).toMatchObject({
      tags: [referrersTagOf(one.digest), 'v1'],
      deletedCount: 3,
      referrerCount: 2,
    });
    await remove(one, { deleteReferrers: true });
    expect(await digestsLeft(one, signatureOfOne, listOfOne)).toEqual([false, false, false]);
    await expectPullable('v2', listOfTwo);
    await remove(two);
    expect(await digestsLeft(two, signatureOfTwo, listOfTwo)).toEqual([false, true, true]);
    await expectPullable(listOfTwo);
  });

  it('are refused for protected tags, also for one that has just come', async () => {
    const { pusher, images, read, expectPullable } = await makeDeletions({ protectedTags: ['prod-*'] });
    const image = await pusher.image('app', 'image', 'v1');
    await read();
    await pusher.image('app', 'image', 'prod-1');
    expect(await codeOf(images.delete(idOf(image)))).toEqual([
      'FAILED_PRECONDITION',
      [
        {
          type: 'PreconditionFailure',
          violations: [expect.objectContaining({ type: 'PROTECTED_TAG', subject: 'prod-1' })],
        },
      ],
    ]);
    await expectPullable('v1', 'prod-1');
  });

  it('are refused where a tag has come since the preview', async () => {
    const { pusher, images, read, expectPullable } = await makeDeletions();
    const image = await pusher.image('app', 'image', 'v1');
    await read();
    const preview = await images.previewDelete(idOf(image));
    await pusher.image('app', 'image', 'v2');
    const ifMatch = preview.isComplete ? preview.etag : '';
    expect(await codeOf(images.delete(idOf(image), { ifMatch }))).toEqual(['ABORTED', expect.anything()]);
    await expectPullable('v1', 'v2');
  });

  it.each<[what: string, variant: RegistryVariant]>([
    ['does not delete', { deletion: false }],
    ['is read-only', { readOnly: true }],
  ])('say what to configure where the registry %s', async (_what, variant) => {
    const writable = await startRegistry();
    const image = await createPusher(writable.url).image('app', 'image', 'v1');
    await writable.stop();
    const { service, images, read, expectPullable } = await makeDeletions({
      ...variant,
      data: writable.data,
    });
    await read();
    const handle = await images.delete(idOf(image));
    await service.operations.drain();
    await expect(handle.wait()).rejects.toMatchObject({
      status: 'FAILED_PRECONDITION',
      serverMessage: expect.stringContaining('storage.delete.enabled'),
      details: [{ violations: [{ type: 'READ_ONLY', subject: 'local' }] }],
    });
    await expectPullable('v1');
    expect(await service.list()).toHaveLength(1);
  });

  it('find nothing to do where somebody else was faster', async () => {
    const { service, pusher, images, read, expectPullable } = await makeDeletions();
    const image = await pusher.image('app', 'image', 'v1');
    await pusher.image('app', 'other', 'v2');
    await read();
    await pusher.remove('app', image.digest);
    const handle = await images.delete(idOf(image));
    await handle.wait();
    expect(service.operations.get(handle.id)?.steps).toMatchObject([{ outcome: 'gone' }]);
    expect((await service.list()).map(({ tags }) => tags)).toEqual([['v2']]);
    await expectPullable('v2');
  });
});

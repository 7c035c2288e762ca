import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { pushIndex, putImage, type Descriptor } from '@registry-images/oci';
import { assert, describe, expect, it } from 'vitest';

import { imageId } from '../src/store/image-id.ts';
import { makeService, type TestService } from './service.ts';

const images = '/container-registry/v1/images';
const idOf = ({ digest }: Descriptor): string => imageId('local/app', digest);

async function bytesOnDisk({ root }: TestService): Promise<number> {
  const folder = join(root, 'app/blobs/sha256');
  const sizes = await Promise.all(
    (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** An index of two images that share a layer, of which one has a tag of its own. */
async function pushMultiArch(service: TestService) {
  const tagged = await service.push('app', 'tagged', { tags: ['amd64'] });
  const layout = await service.layout('app');
  const bytes = Buffer.from('untagged');
  const mediaType = 'application/vnd.oci.image.layer.v1.tar+gzip';
  const untagged = await putImage(layout, {
    layers: [{ bytes, mediaType, diffId: tagged.digest }],
    config: { architecture: 'arm64', os: 'linux', created: '2026-10-01T12:00:00Z' },
  });
  const manifests = [tagged, untagged].map((descriptor) => ({
    descriptor,
    platform: { os: 'linux', architecture: 'amd64' },
  }));
  return { tagged, untagged, index: await pushIndex(layout, { manifests, tags: ['v1'] }) };
}

describe('previewDelete', () => {
  it('tells of a layout how many bytes the deletion will free on the disk', async () => {
    const service = await makeService();
    const { index, tagged, untagged } = await pushMultiArch(service);
    const preview = await service.client.images.previewDelete(idOf(index));
    assert(preview.isComplete);
    expect(preview.orphanedChildren.map(({ digest }) => digest)).toEqual([untagged.digest]);
    expect(preview.childCount).toBe(2);
    const before = await bytesOnDisk(service);
    await service.delete(idOf(index));
    expect(before - (await bytesOnDisk(service))).toBe(Number(preview.freedBytes));

    const last = await service.client.images.previewDelete(idOf(tagged));
    assert(last.isComplete);
    expect(Number(last.freedBytes)).toBe(await bytesOnDisk(service));
  });

  it('sees what another program has just written', async () => {
    const service = await makeService();
    const image = await service.push('app', 'x', { tags: ['v1'] });
    await service.list();
    await service.push('app', 'x', { tags: ['v2'] });
    expect((await service.client.images.previewDelete(idOf(image))).tags).toEqual(['v1', 'v2']);
  });

  it('is a method of its own, beside the image', async () => {
    const service = await makeService();
    const id = idOf(await service.push('app', 'x', { tags: ['v1'] }));
    const statusOf = async (path: string, init?: RequestInit) =>
      (await service.send(`${images}/${path}`, init)).status;
    expect(await statusOf(`${id}:previewDelete`)).toBe(200);
    expect(await statusOf(`${id}:previewDelete?deleteReferrers=true&deleteOrphanedChildren=false`)).toBe(200);
    expect(await statusOf(id)).toBe(200);
    expect(await statusOf(`${id}:preview`)).toBe(404);
    expect(await statusOf(':previewDelete')).toBe(404);
    expect(await statusOf(`unknown:previewDelete`)).toBe(404);
    expect(await statusOf(`${id}:previewDelete`, { method: 'POST' })).toBe(404);
    expect(await statusOf(`${id}:previewDelete`, { method: 'DELETE' })).toBe(404);
    expect(await service.list()).toHaveLength(1);
  });

  it.each([
    [':previewDelete?deleteReferrers=yes', 'GET', 'deleteReferrers'],
    [':previewDelete?deleteReferrers=', 'GET', 'deleteReferrers'],
    [':previewDelete?unknown=true', 'GET', 'unknown'],
    [':previewDelete?imageId=img2', 'GET', 'imageId'],
    ['?deleteOrphanedChildren=1', 'DELETE', 'deleteOrphanedChildren'],
    ['?deleteReferrers=true&deleteReferrers=false', 'DELETE', 'deleteReferrers'],
    ['?If-Match=x', 'DELETE', 'If-Match'],
  ])('refuses %s', async (suffix, method, field) => {
    const service = await makeService();
    const id = idOf(await service.push('app', 'x', { tags: ['v1'] }));
    const { status, body } = await service.send(`${images}/${id}${suffix}`, { method });
    expect([status, body]).toEqual([
      400,
      expect.objectContaining({
        details: [expect.objectContaining({ fieldViolations: [expect.objectContaining({ field })] })],
      }),
    ]);
    expect(await service.list()).toHaveLength(1);
  });
});

describe('operations', () => {
  it('are there after a restart of the service, those that have ended and their keys', async () => {
    const first = await makeService();
    const database = join(first.root, 'index.db');
    const service = await makeService({ database });
    const id = idOf(await service.push('app', 'x', { tags: ['v1'] }));
    const request = { method: 'DELETE', headers: { 'idempotency-key': 'k1' } };
    const { body } = await service.send(`${images}/${id}`, request);
    await service.operations.drain();
    await service.stop();

    const again = await makeService({ database });
    assert(typeof body === 'object' && body !== null && 'id' in body);
    expect(await again.send(`/operations/${String(body.id)}`)).toMatchObject({
      status: 200,
      body: { id: body.id, done: true, response: {} },
    });
    expect(await again.send(`${images}/${id}`, request)).toMatchObject({
      status: 200,
      body: { id: body.id },
    });
  });
});

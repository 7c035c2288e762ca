import { splitDigest } from '@registry-images/model';
import { OciError, referrersTagOf } from '@registry-images/oci';
import { describe, expect, it } from 'vitest';

import { makeDeletions } from './deletions.ts';
import { makeMultiArch, violation } from './multi-arch.ts';

describe('deleteImage', () => {
  it('deletes an image with its tags and nothing else', async () => {
    const { registry, index, delete: remove, store, idOf } = await makeMultiArch();
    const { error, steps } = await remove(index);
    expect(error).toBeUndefined();
    expect(steps).toMatchObject([
      { digest: index, role: 'image', tags: ['latest', 'v1'], outcome: 'deleted' },
    ]);
    expect(registry.deleted).toEqual([index]);
    expect([...registry.tags('app')]).toEqual([]);
    expect(store.get(idOf(index))).toBeUndefined();
  });

  it('deletes an index before its orphans, and then what says something about them', async () => {
    const { registry, amd64, arm64, index, signature, attestation, delete: remove } = await makeMultiArch();
    const { error, steps } = await remove(index, { deleteOrphanedChildren: true, deleteReferrers: true });
    expect(error).toBeUndefined();
    expect(steps.map(({ role }) => role)).toEqual(['image', 'orphan', 'orphan', 'referrer', 'referrer']);
    expect(registry.deleted[0]).toBe(index);
    expect(new Set(registry.deleted.slice(1, 3))).toEqual(new Set([amd64, arm64]));
    expect(new Set(registry.deleted.slice(3))).toEqual(new Set([signature, attestation]));
    expect(registry.manifests('app').size).toBe(0);
  });

  it('leaves children that another index contains or a tag points at', async () => {
    const { registry, amd64, arm64, index, read, delete: remove } = await makeMultiArch();
    const other = registry.put('app', { text: 'other', children: [amd64], tags: ['v2'] });
    registry.tag('app', 'arm', arm64);
    await read();
    await remove(index, { deleteOrphanedChildren: true });
    expect(registry.deleted).toEqual([index]);
    expect([...registry.manifests('app').keys()]).toEqual(expect.arrayContaining([amd64, arm64, other]));
  });

  it('deletes signatures that tags name, and the index that lists referrers before them', async () => {
    const { registry, read, delete: remove } = makeDeletions();
    const image = registry.put('app', { text: 'image', tags: ['v1'] });
    const { algorithm, encoded } = splitDigest(image);
    const cosign = registry.put('app', { text: 'cosign', tags: [`${algorithm}-${encoded}.sig`] });
    const sbom = registry.put('app', { text: 'sbom', subject: image });
    const list = registry.put('app', { text: 'list', children: [sbom], tags: [referrersTagOf(image)] });
    await read();
    const { error } = await remove(image, { deleteReferrers: true });
    expect(error).toBeUndefined();
    expect(registry.deleted[0]).toBe(image);
    expect(registry.deleted.indexOf(list)).toBeLessThan(registry.deleted.indexOf(sbom));
    expect(new Set(registry.deleted)).toEqual(new Set([image, cosign, list, sbom]));
  });

  it('leaves an image that has the tag of a signature and one of its own', async () => {
    const { registry, read, delete: remove } = makeDeletions();
    const image = registry.put('app', { text: 'image', tags: ['v1'] });
    const other = registry.put('app', { text: 'other', tags: [referrersTagOf(image), 'latest'] });
    await read();
    expect((await remove(image, { deleteReferrers: true })).error).toBeUndefined();
    expect(registry.tags('app').get('latest')).toBe(other);
  });

  it('says what to configure where the registry does not delete, and keeps the image', async () => {
    const { registry, index, store, idOf, audit, delete: remove } = await makeMultiArch();
    registry.onDelete = () => {
      throw new OciError('UNSUPPORTED', 'HTTP 405.');
    };
    const { error } = await remove(index);
    expect(error).toMatchObject({
      code: 9,
      message: expect.stringContaining('storage.delete.enabled'),
      details: [violation('READ_ONLY', 'local')],
    });
    expect(store.get(idOf(index))?.tags).toEqual(['latest', 'v1']);
    expect(audit.map(({ outcome }) => outcome)).toEqual(['accepted', 'failed']);
  });

  it('says that the image is gone where only what should go with it is not', async () => {
    const { registry, index, store, idOf, delete: remove } = await makeMultiArch();
    registry.onDelete = (digest) => {
      if (digest !== index) throw new OciError('DENIED', 'HTTP 403.');
    };
    const { error } = await remove(index, { deleteOrphanedChildren: true });
    expect(error).toMatchObject({
      code: 7,
      message: expect.stringMatching(/^The image is deleted; not all is/),
    });
    expect(store.get(idOf(index))).toBeUndefined();
  });
});

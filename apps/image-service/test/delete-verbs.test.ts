import { splitDigest, type Digest } from '@registry-images/model';
import { OciError, referrersTagOf } from '@registry-images/oci';
import { describe, expect, it } from 'vitest';

import { everybody, makeDeletions } from './deletions.ts';

/** An index `v1` of two platforms, with a signature of the index and one of a platform. */
async function makeMultiArch(patterns?: readonly string[]) {
  const deletions = makeDeletions(patterns);
  const { registry } = deletions;
  const amd64 = registry.put('app', { text: 'amd64' });
  const arm64 = registry.put('app', { text: 'arm64' });
  const index = registry.put('app', { text: 'index', children: [amd64, arm64], tags: ['v1', 'latest'] });
  const signature = registry.put('app', { text: 'signature', subject: index });
  const attestation = registry.put('app', { text: 'attestation', subject: amd64 });
  await deletions.read();
  return { ...deletions, amd64, arm64, index, signature, attestation };
}

const violation = (type: string, subject: string) => ({
  violations: [expect.objectContaining({ type, subject })],
});

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

  it('keeps a signature that has got a tag since the deletion was accepted', async () => {
    const { registry, index, signature, delete: remove } = await makeMultiArch();
    registry.onDelete = () => registry.tag('app', 'keep', signature);
    const { error, steps } = await remove(index, { deleteReferrers: true });
    expect([error, steps.map(({ outcome }) => outcome)]).toEqual([undefined, ['deleted', 'kept']]);
    expect(registry.tags('app').get('keep')).toBe(signature);
  });

  it('refuses what an index contains that stands, and names it', async () => {
    const { accept, registry, amd64, index, audit } = await makeMultiArch();
    await expect(accept(amd64)).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      message: expect.stringMatching(/^The image is part of latest, v1 \([0-9a-f]{12}\): /),
      details: [violation('REFERENCED', index)],
    });
    expect(registry.deleted).toEqual([]);
    expect(audit).toEqual([
      expect.objectContaining({
        outcome: 'refused',
        code: 'FAILED_PRECONDITION',
        name: 'local/app',
        digest: amd64,
      }),
    ]);
  });

  it('refuses what an index contains that nobody had read yet', async () => {
    const { accept, registry, read } = makeDeletions();
    const child = registry.put('app', { text: 'child', tags: ['v1'] });
    await read();
    const index = registry.put('app', { text: 'index', children: [child], tags: ['v2'] });
    await expect(accept(child)).rejects.toMatchObject({ details: [violation('REFERENCED', index)] });
  });

  it('refuses protected tags, those of what would go with the image included', async () => {
    const { accept, registry, read } = makeDeletions(['prod-*', '*.sig']);
    const image = registry.put('app', { text: 'image', tags: ['prod-1', 'v1'] });
    const other = registry.put('app', { text: 'other', tags: ['v2'] });
    const { algorithm, encoded } = splitDigest(other);
    const signatureTag = `${algorithm}-${encoded}.sig`;
    registry.put('app', { text: 'signature', tags: [signatureTag] });
    await read();
    await expect(accept(image)).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      message: expect.stringContaining('prod-1 (by prod-*)'),
      details: [violation('PROTECTED_TAG', 'prod-1')],
    });
    await expect(accept(other, { deleteReferrers: true })).rejects.toMatchObject({
      details: [violation('PROTECTED_TAG', signatureTag)],
    });
    expect((await accept(other)).done).toBe(false);
  });

  it('refuses what is not what If-Match says', async () => {
    const { accept, preview, registry, index, idOf, read, delete: remove } = await makeMultiArch();
    const changed = { code: 'ABORTED', details: [violation('CHANGED', idOf(index))] };
    await expect(accept(index, { ifMatch: `sha256:${'0'.repeat(64)}` })).rejects.toMatchObject(changed);

    const { etag } = await preview(index, { deleteReferrers: true });
    await expect(accept(index, { ifMatch: etag ?? '' })).rejects.toMatchObject(changed);
    registry.tag('app', 'v9', index);
    await expect(accept(index, { ifMatch: etag ?? '', deleteReferrers: true })).rejects.toMatchObject(
      changed,
    );

    await read();
    const again = await preview(index, { deleteReferrers: true });
    const ended = await remove(index, { ifMatch: again.etag ?? '', deleteReferrers: true });
    expect(ended.error).toBeUndefined();
    expect(registry.deleted).toHaveLength(2);
  });

  it('takes the digest for If-Match, with quotes or without', async () => {
    const { accept, index, arm64, amd64, delete: remove } = await makeMultiArch();
    await expect(accept(index, { ifMatch: `"${amd64}", "${arm64}"` })).rejects.toMatchObject({
      code: 'ABORTED',
    });
    expect((await remove(index, { ifMatch: `"${index}"` })).error).toBeUndefined();
  });

  it('looks again right before it deletes', async () => {
    const { accept, operations, registry, read, index, amd64 } = await makeMultiArch();
    const lone = registry.put('app', { text: 'lone', tags: ['lone'] });
    await read();
    // The deletion of the index holds up the one of the other image, which an index comes to contain meanwhile.
    let parent: Digest | undefined;
    registry.onDelete = () => {
      parent = registry.put('app', { text: 'parent', children: [lone], tags: ['new'] });
    };
    const first = await accept(index);
    const second = await accept(lone);
    await operations.drain();
    expect(operations.get(first.id)?.error).toBeUndefined();
    expect(operations.get(second.id)?.error).toMatchObject({
      code: 9,
      details: [violation('REFERENCED', String(parent))],
    });
    expect([...registry.manifests('app').keys()]).toEqual(expect.arrayContaining([lone, amd64]));
  });

  it('aborts right before it deletes where a tag has come to an image that was previewed', async () => {
    const { accept, preview, operations, registry, read, index } = await makeMultiArch();
    const lone = registry.put('app', { text: 'lone', tags: ['lone'] });
    await read();
    registry.onDelete = () => registry.tag('app', 'new', lone);
    const { etag } = await preview(lone);
    await accept(index);
    const second = await accept(lone, { ifMatch: etag ?? '' });
    await operations.drain();
    expect(operations.get(second.id)?.error).toMatchObject({ code: 10 });
    expect(registry.tags('app').get('new')).toBe(lone);
  });

  it('keeps an orphan that an index has come to contain, or a tag to point at', async () => {
    const { registry, index, amd64, arm64, delete: remove } = await makeMultiArch();
    registry.onDelete = (digest) => {
      if (digest !== index) return;
      registry.put('app', { text: 'new', children: [amd64], tags: ['new'] });
      registry.tag('app', 'arm', arm64);
    };
    const { error, steps } = await remove(index, { deleteOrphanedChildren: true });
    expect(error).toBeUndefined();
    expect(steps.map(({ outcome }) => outcome)).toEqual(['deleted', 'kept', 'kept']);
    expect(registry.deleted).toEqual([index]);
  });

  it('takes what has gone meanwhile for deleted', async () => {
    const { registry, index, store, idOf, delete: remove } = await makeMultiArch();
    registry.onDelete = (digest) => {
      throw new OciError('IMAGE_NOT_FOUND', 'Gone.', { digest });
    };
    const { error, steps } = await remove(index);
    expect([error, steps[0]?.outcome]).toEqual([undefined, 'gone']);
    expect(store.get(idOf(index))).toBeUndefined();
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

  it('finds nothing that the caller may not see, and says so where they may see and not delete', async () => {
    const { accept, index, audit } = await makeMultiArch();
    const blind = { ...everybody, name: 'blind', canRead: () => false, canDelete: () => false };
    const reader = { ...everybody, name: 'reader', canDelete: () => false };
    await expect(accept(index, { principal: blind })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      accept(index, { principal: reader, address: '10.0.0.1', requestId: 'r1' }),
    ).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    });
    expect(audit).toMatchObject([
      { outcome: 'refused', caller: 'blind', code: 'NOT_FOUND' },
      {
        outcome: 'refused',
        caller: 'reader',
        code: 'PERMISSION_DENIED',
        address: '10.0.0.1',
        requestId: 'r1',
      },
    ]);
    // Not even while it is being deleted, or by a key that somebody else has used.
    await accept(index, { idempotencyKey: 'k1' });
    await expect(accept(index, { principal: blind })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(accept(index, { principal: reader, idempotencyKey: 'k1' })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    });
  });

  it('answers with one operation however many ask at once, and to the key when it has ended', async () => {
    const { accept, operations, registry, index, audit } = await makeMultiArch();
    const asked = [1, 2, 3, 4].map((number) => accept(index, { idempotencyKey: `k${number}` }));
    const ids = new Set((await Promise.all(asked)).map(({ id }) => id));
    expect(ids.size).toBe(1);
    await operations.drain();
    expect(registry.deleted).toEqual([index]);
    expect(audit.map(({ outcome }) => outcome)).toEqual([...Array(4).fill('accepted'), 'done']);
    expect(new Set(audit.map(({ operationId }) => operationId))).toEqual(ids);
    await expect(accept(index)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await accept(index, { idempotencyKey: 'k1' })).toMatchObject({ done: true, response: {} });
  });

  it('refuses a key for another image or other options, and other options while one is under way', async () => {
    const { accept, operations, registry, index, amd64 } = await makeMultiArch();
    const { promise, resolve } = Promise.withResolvers<void>();
    registry.onDelete = () => promise;
    await accept(index, { idempotencyKey: 'k1' });
    const refused = { code: 'INVALID_ARGUMENT' };
    await expect(accept(amd64, { idempotencyKey: 'k1' })).rejects.toMatchObject(refused);
    const options = { deleteReferrers: true };
    await expect(accept(index, { idempotencyKey: 'k1', ...options })).rejects.toMatchObject(refused);
    await expect(accept(index, options)).rejects.toMatchObject({ code: 'ABORTED' });
    resolve();
    await operations.drain();
  });
});

describe('previewDelete', () => {
  it('tells everything that the deletion does, and what it leaves', async () => {
    const { preview, idOf, index, amd64, arm64, signature, attestation } = await makeMultiArch();
    const bare = await preview(index);
    expect(bare).toMatchObject({
      image: { id: idOf(index) },
      tags: ['latest', 'v1'],
      deletedCount: 1,
      parents: [],
      childCount: 2,
      orphanedChildCount: 2,
      referrers: [{ digest: signature }],
      refusals: [],
      freedBytes: '100',
    });
    expect(new Set(bare.children?.map(({ digest }) => digest))).toEqual(new Set([amd64, arm64]));

    const whole = await preview(index, { deleteOrphanedChildren: true, deleteReferrers: true });
    expect(whole).toMatchObject({ deletedCount: 5, referrerCount: 2, freedBytes: String(100 * 5 + 20 * 4) });
    expect(whole.referrers?.map(({ digest }) => digest)).toContain(attestation);
    expect(whole.etag).not.toBe(bare.etag);
  });

  it('tells what would refuse it', async () => {
    const { preview, registry, read, index, amd64 } = await makeMultiArch(['keep']);
    registry.tag('app', 'keep', amd64);
    await read();
    const reader = { ...everybody, name: 'reader', canDelete: () => false };
    const { refusals, parents, parentCount } = await preview(amd64, { principal: reader });
    expect(refusals).toEqual([
      expect.objectContaining({ reason: 'PERMISSION_DENIED' }),
      expect.objectContaining({ reason: 'REFERENCED', subjects: [index] }),
      expect.objectContaining({ reason: 'PROTECTED_TAG', subjects: ['keep'] }),
    ]);
    expect([parents?.map(({ digest }) => digest), parentCount]).toEqual([[index], 1]);
  });

  it('shows no more than 100 images of a list, and counts them all', async () => {
    const { preview, registry, read } = makeDeletions();
    const children = Array.from({ length: 130 }, (_, number) =>
      registry.put('app', { text: `child ${number}` }),
    );
    const index = registry.put('app', { text: 'index', children, tags: ['v1'] });
    await read();
    const all = await preview(index, { deleteOrphanedChildren: true });
    expect(all.children?.map(({ digest }) => digest)).toEqual(children.toSorted().slice(0, 100));
    expect([all.childCount, all.orphanedChildren?.length, all.deletedCount]).toEqual([130, 100, 131]);
  });

  it('finds nothing that the caller may not see', async () => {
    const { preview, index } = await makeMultiArch();
    const principal = { ...everybody, canRead: () => false };
    await expect(preview(index, { principal })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('counts only blobs that nothing else in the registry has', async () => {
    const { preview, registry, read } = makeDeletions();
    const one = registry.put('app', { text: 'same', tags: ['v1'] });
    registry.put('other', { text: 'same', tags: ['v1'] });
    await read();
    expect((await preview(one)).freedBytes).toBe('120');
    await read('other');
    expect((await preview(one)).freedBytes).toBe('100');
  });
});

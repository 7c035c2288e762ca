import { splitDigest } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import { everybody, makeDeletions } from './deletions.ts';
import { makeMultiArch, violation } from './multi-arch.ts';

describe('deleteImage, of what may not go,', () => {
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
});

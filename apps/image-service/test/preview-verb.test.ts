import { describe, expect, it } from 'vitest';

import { everybody, makeDeletions } from './deletions.ts';
import { makeMultiArch } from './multi-arch.ts';

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

import type { Digest } from '@registry-images/model';
import { OciError } from '@registry-images/oci';
import { describe, expect, it } from 'vitest';

import { makeMultiArch, violation } from './multi-arch.ts';

describe('deleteImage, of what changes meanwhile,', () => {
  it('keeps a signature that has got a tag since the deletion was accepted', async () => {
    const { registry, index, signature, delete: remove } = await makeMultiArch();
    registry.onDelete = () => registry.tag('app', 'keep', signature);
    const { error, steps } = await remove(index, { deleteReferrers: true });
    expect([error, steps.map(({ outcome }) => outcome)]).toEqual([undefined, ['deleted', 'kept']]);
    expect(registry.tags('app').get('keep')).toBe(signature);
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
});

import { splitDigest, type Digest } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import { makeDeletions, type TestDeletions } from './deletions.ts';

/** Two images, of which the deletion of the first holds up that of the second. */
async function makeTwo(): Promise<TestDeletions & { first: Digest; second: Digest }> {
  const deletions = makeDeletions();
  const first = deletions.registry.put('app', { text: 'first', tags: ['v1'] });
  const second = deletions.registry.put('app', { text: 'second', tags: ['v2'] });
  await deletions.read();
  return { ...deletions, first, second };
}

describe('a deletion that waits', () => {
  it.each(['no If-Match', 'the digest'])(
    'does not take a tag that came after it, with %s',
    async (ifMatch) => {
      const { accept, operations, registry, first, second, read } = await makeTwo();
      // A moved tag leaves the image without one; a rollback moves it back.
      registry.tag('app', 'v2', first);
      await read();
      registry.onDelete = () => registry.tag('app', 'latest', second);
      await accept(first);
      const { id } = await accept(second, ifMatch === 'the digest' ? { ifMatch: `"${second}"` } : {});
      await operations.drain();
      expect(operations.get(id)?.error).toMatchObject({
        code: 10,
        details: [{ violations: [expect.objectContaining({ type: 'CHANGED' })] }],
      });
      expect(registry.tags('app').get('latest')).toBe(second);
    },
  );

  it('goes on where a tag has gone', async () => {
    const { accept, operations, registry, first, second } = await makeTwo();
    registry.tag('app', 'also', second);
    const other = registry.put('app', { text: 'other', tags: ['other'] });
    registry.onDelete = () => registry.tag('app', 'also', other);
    await accept(first);
    const { id } = await accept(second);
    await operations.drain();
    expect(operations.get(id)?.error).toBeUndefined();
    expect(registry.deleted).toEqual([first, second]);
  });

  it('is joined only by who asks for what it does', async () => {
    const { accept, operations, preview, registry, first, second } = await makeTwo();
    const { promise, resolve } = Promise.withResolvers<void>();
    registry.onDelete = () => promise;
    const bare = await accept(first);
    const wrong = { ifMatch: `"${second}"` };
    await expect(accept(first, wrong)).rejects.toMatchObject({
      code: 'ABORTED',
      message: expect.stringContaining(bare.id),
    });
    // It was started without a preview, so it does not hold on to what the preview has shown.
    const { etag = '' } = await preview(first);
    await expect(accept(first, { ifMatch: etag })).rejects.toMatchObject({ code: 'ABORTED' });
    for (const ifMatch of [undefined, '*', `"${first}"`])
      expect((await accept(first, { ifMatch })).id).toBe(bare.id);

    const seen = { ifMatch: (await preview(second)).etag };
    const strict = await accept(second, seen);
    expect((await accept(second, seen)).id).toBe(strict.id);
    await expect(accept(second, { ifMatch: `"${first}"` })).rejects.toMatchObject({ code: 'ABORTED' });
    resolve();
    await operations.drain();
  });

  it('is answered again to every key with which it was asked for, whatever was pushed since', async () => {
    const { accept, operations, registry, first, read } = await makeTwo();
    const keys = ['k1', 'k2'].map((idempotencyKey) => ({ idempotencyKey }));
    const asked = await Promise.all(keys.map((key) => accept(first, key)));
    await operations.drain();
    registry.put('app', { text: 'first', tags: ['v1'] });
    await read();
    const again = await Promise.all(keys.map((key) => accept(first, key)));
    await operations.drain();
    expect(new Set([...asked, ...again].map(({ id }) => id)).size).toBe(1);
    expect(registry.tags('app').get('v1')).toBe(first);
  });
});

describe('a deletion with referrers', () => {
  it('leaves those that somebody has tagged, and what says something about them', async () => {
    const { registry, read, preview, delete: remove } = makeDeletions();
    const image = registry.put('app', { text: 'image', tags: ['v1'] });
    const sbom = registry.put('app', { text: 'sbom', subject: image });
    const release = registry.put('app', { text: 'release', subject: image, tags: ['release'] });
    const signature = registry.put('app', { text: 'signature', subject: release });
    const { algorithm, encoded } = splitDigest(image);
    const cosign = registry.put('app', {
      text: 'cosign',
      subject: image,
      tags: [`${algorithm}-${encoded}.sig`],
    });
    await read();
    expect(await preview(image, { deleteReferrers: true })).toMatchObject({
      deletedCount: 3,
      referrerCount: 2,
    });
    expect((await remove(image, { deleteReferrers: true })).error).toBeUndefined();
    expect(new Set(registry.deleted)).toEqual(new Set([image, sbom, cosign]));
    expect([...registry.manifests('app').keys()]).toEqual(expect.arrayContaining([release, signature]));
  });
});

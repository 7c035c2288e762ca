import { createImagesClient } from '@registry-images/client';
import { describe, expect, it } from 'vitest';

import { ada, createDeletionWorld, type DeletionWorld } from '../../test/deletion-world.ts';
import { systemClock } from '../clock.ts';
import {
  maxCleanupImages,
  planCleanup,
  UnorderedImagesError,
  type CleanupPlan,
  type CleanupWish,
} from './plan-cleanup.ts';

function imagesOf(
  count: number,
  tagsOf: (index: number) => string[] = () => [],
): {
  name: string;
  id: string;
  tags: string[];
  createdAt: string;
}[] {
  return Array.from({ length: count }, (_, index) => ({
    name: 'reg/app',
    id: `i${index}`,
    tags: tagsOf(index),
    createdAt: new Date(Date.UTC(2026, 0, 1) - index * 60_000).toISOString(),
  }));
}

function plan(world: DeletionWorld, wish: Partial<CleanupWish> = {}): Promise<CleanupPlan> {
  return planCleanup(
    { ...world, clock: systemClock },
    {
      actor: ada,
      repository: 'app',
      matches: () => true,
      keepLast: 0,
      bounds: { maxImages: 20_000, maxMs: 60_000 },
      ...wish,
    },
    world.signal,
  );
}

describe('planCleanup', () => {
  it('keeps the newest, what does not match and what is protected, and says so', async () => {
    const world = createDeletionWorld(
      imagesOf(10, (index) => (index === 5 ? ['prod-1'] : [])),
      'roles: { deleter: everyone, approver: U0X }\nprotected: { tags: prod-* }',
    );
    const result = await plan(world, { keepLast: 3, matches: ({ id }) => id !== 'i7' });
    expect(result.images.map(({ id }) => id)).toEqual(['i3', 'i4', 'i6', 'i8', 'i9']);
    expect(result).toMatchObject({
      matching: 5,
      imagesRead: 10,
      end: 'complete',
      totalBytes: result.images.reduce((sum, { compressedSize }) => sum + Number(compressedSize), 0),
      kept: [
        { because: 'newest', count: 3, examples: [{ id: 'i0' }, { id: 'i1' }, { id: 'i2' }] },
        { because: 'protected', count: 1, examples: [{ id: 'i5' }] },
        { because: 'filtered', count: 1, examples: [{ id: 'i7' }] },
      ],
    });
  });

  it('counts the newest among those that match alone', async () => {
    const images = imagesOf(7, (index) => [index < 3 ? `main-${index}` : `pr-${index}`]);
    const result = await plan(createDeletionWorld(images), {
      keepLast: 2,
      matches: ({ tags: [tag = ''] }) => tag.startsWith('pr-'),
    });
    expect(result.images.map(({ id }) => id)).toEqual(['i5', 'i6']);
    expect(result.kept).toMatchObject([
      { because: 'filtered', count: 3 },
      { because: 'newest', count: 2, examples: [{ id: 'i3' }, { id: 'i4' }] },
    ]);
  });

  it('keeps the newest of a registry alone that sorts by age', async () => {
    const world = createDeletionWorld(imagesOf(3));
    const { service } = world;
    const unsorted = createImagesClient({
      ...service.clientOptions,
      fetch: async (request) => {
        const url = new URL(request.url);
        url.searchParams.set('orderBy', 'created_at asc');
        return service.clientOptions.fetch(new Request(url, request));
      },
    });
    const other = { ...world, images: unsorted };
    await expect(plan(other, { keepLast: 1 })).rejects.toThrow(UnorderedImagesError);
    expect(await plan(other)).toMatchObject({ matching: 3 });
  });

  it('keeps what the user may not delete', async () => {
    const world = createDeletionWorld(imagesOf(2), 'roles: { viewer: everyone }');
    expect(await plan(world)).toMatchObject({ images: [], kept: [{ because: 'refused', count: 2 }] });
  });

  it('takes no more than one request takes, and says how many there would be', async () => {
    const result = await plan(createDeletionWorld(imagesOf(maxCleanupImages + 7)));
    expect(result.images).toHaveLength(maxCleanupImages);
    expect(result.matching).toBe(maxCleanupImages + 7);
  });

  it('stops at the bound, with the newest still kept', async () => {
    const result = await plan(createDeletionWorld(imagesOf(450)), {
      keepLast: 300,
      bounds: { maxImages: 200, maxMs: 60_000 },
    });
    expect(result).toMatchObject({ images: [], imagesRead: 200, end: 'image-bound' });
  });

  it('finds nothing in a repository that does not exist', async () => {
    const result = await plan(createDeletionWorld([]), { repository: 'nothing' });
    expect(result).toMatchObject({ images: [], kept: [], end: 'complete' });
  });
});

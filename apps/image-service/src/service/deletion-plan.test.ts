import { describe, expect, it } from 'vitest';

import { createManualSync, createMemoryRegistry } from '../../test/memory-registry.ts';
import { createImageStore } from '../store/create-image-store.ts';
import { openDatabase } from '../store/database.ts';
import { imageId } from '../store/image-id.ts';
import type { ImageRelations } from '../store/image-store.ts';
import { planDeletion, type PlanStore } from './deletion-plan.ts';

/** How often what `planDeletion` is given is asked for images that contain others, or are contained. */
async function countReads(childCount: number): Promise<Record<'parents' | 'children', number>> {
  using database = openDatabase(':memory:');
  const store = createImageStore({ database });
  const registry = createMemoryRegistry();
  const children = Array.from({ length: childCount }, (_, number) =>
    registry.put('app', { text: `child ${number}` }),
  );
  for (const child of children) registry.put('app', { text: `signature of ${child}`, subject: child });
  const index = registry.put('app', { text: 'index', children, tags: ['v1'] });
  await createManualSync(store, registry).refresh('local/app', new AbortController().signal);

  const reads = { parents: 0, children: 0 };
  const counted = (relations: ImageRelations): ImageRelations => ({
    get parents() {
      reads.parents += 1;
      return relations.parents;
    },
    get children() {
      reads.children += 1;
      return relations.children;
    },
    get unread() {
      return relations.unread;
    },
    get orphans() {
      return relations.orphans;
    },
    get referrers() {
      return relations.referrers;
    },
  });
  const counting: PlanStore = { ...store, relations: (image) => counted(store.relations(image)) };
  const image = store.get(imageId('local/app', index));
  if (!image) throw new Error('The index was not read.');
  const plan = planDeletion(counting, image, { deleteReferrers: true, deleteOrphanedChildren: true });
  expect(plan.deleted).toHaveLength(1 + 2 * childCount);
  return reads;
}

describe('planDeletion', () => {
  it('reads the same few lists however much an index contains', async () => {
    expect(await countReads(200)).toEqual(await countReads(2));
  });
});

import type { Digest } from '@registry-images/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { makeDeletions, type TestDeletions } from './deletions.ts';

/** Something that happens to a repository; numbers choose from what there is. */
type Event =
  | { readonly kind: 'image' | 'index'; readonly seed: number; readonly tag: number }
  | { readonly kind: 'signature'; readonly seed: number }
  | { readonly kind: 'move'; readonly seed: number; readonly tag: number }
  | {
      readonly kind: 'delete';
      readonly seed: number;
      readonly deleteReferrers: boolean;
      readonly deleteOrphanedChildren: boolean;
      /** Whether an index comes to contain something while the deletion runs. */
      readonly isRaced: boolean;
    };

const seed = fc.nat(1_000_000);
const tag = fc.nat(8);
const events: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ kind: fc.constantFrom('image' as const, 'index' as const), seed, tag }),
  fc.record({ kind: fc.constant('signature' as const), seed }),
  fc.record({ kind: fc.constant('move' as const), seed, tag }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('delete' as const),
      seed,
      deleteReferrers: fc.boolean(),
      deleteOrphanedChildren: fc.boolean(),
      isRaced: fc.boolean(),
    }),
  },
);

const isProtected = (name: string): boolean => name === 'tag-0';

function digestsIn({ registry }: TestDeletions): Digest[] {
  return [...registry.manifests('app').keys()];
}

/** What an index of the registry lists and the registry does not have. */
function missingParts({ registry }: TestDeletions): string[] {
  const manifests = registry.manifests('app');
  return [...manifests.values()].flatMap(({ digest, children }) =>
    children.filter((child) => !manifests.has(child.digest)).map((child) => `${digest} ${child.digest}`),
  );
}

async function happen(deletions: TestDeletions, event: Event, number: number): Promise<void> {
  const { registry } = deletions;
  const digests = digestsIn(deletions);
  const chosen = digests[event.seed % Math.max(digests.length, 1)];
  const text = `manifest ${number}`;
  // Without a tag from the beginning it would be there for nobody; untagged is what has lost its tag to another one.
  const tags = 'tag' in event ? [`tag-${event.tag}`] : [];
  if (event.kind === 'image') registry.put('app', { text, tags });
  if (!chosen) return;
  if (event.kind === 'move') registry.tag('app', `tag-${event.tag}`, chosen);
  if (event.kind === 'signature') registry.put('app', { text, subject: chosen });
  if (event.kind === 'index') {
    const children = ['a', 'b'].map((part) => registry.put('app', { text: `${text} ${part}` }));
    registry.put('app', { text, tags, children: [...children, chosen] });
  }
  if (event.kind !== 'delete') return;
  registry.onDelete = (digest) => {
    const other = digests.find(
      (candidate) => candidate !== digest && registry.manifests('app').has(candidate),
    );
    if (!event.isRaced || !other || other === digest) return;
    registry.put('app', { text: `${text} meanwhile`, tags: ['raced'], children: [other] });
  };
  const { deleteReferrers, deleteOrphanedChildren } = event;
  // What is refused is as good as what is done: only what stands afterwards counts.
  await deletions.accept(chosen, { deleteReferrers, deleteOrphanedChildren }).catch(() => {});
  await deletions.operations.drain();
}

describe('deletions', () => {
  it('never take a part of an index that stands, or a protected tag, whatever happens in which order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(events, { minLength: 3, maxLength: 25 }), async (sequence) => {
        const deletions = makeDeletions(['tag-0']);
        let wasProtected = false;
        for (const [number, event] of sequence.entries()) {
          await happen(deletions, event, number);
          expect(missingParts(deletions)).toEqual([]);
          const hasProtected = [...deletions.registry.tags('app').keys()].some(isProtected);
          expect(hasProtected || !wasProtected).toBe(true);
          wasProtected = hasProtected;
          await deletions.read();
        }
        const unended = deletions.operations.counts().underWay;
        expect(unended).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  it('do what the preview has said, where nothing changes in between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(events, { minLength: 3, maxLength: 20 }), async (sequence) => {
        const deletions = makeDeletions(['tag-0']);
        for (const [number, event] of sequence.entries()) {
          if (event.kind !== 'delete') {
            await happen(deletions, event, number);
            continue;
          }
          await deletions.read();
          const before = digestsIn(deletions).filter((digest) => deletions.store.get(deletions.idOf(digest)));
          const chosen = before[event.seed % Math.max(before.length, 1)];
          if (!chosen) continue;
          const { deleteReferrers, deleteOrphanedChildren } = event;
          const options = { deleteReferrers, deleteOrphanedChildren };
          const preview = await deletions.preview(chosen, options);
          const tagsBefore = [...deletions.registry.tags('app').keys()];
          const deletedBefore = deletions.registry.deleted.length;
          deletions.registry.onDelete = () => {};
          const accepted = await deletions.accept(chosen, { ...options, ifMatch: preview.etag }).then(
            () => true,
            () => false,
          );
          await deletions.operations.drain();
          expect(accepted).toBe(preview.refusals?.length === 0);
          if (!accepted) continue;
          expect(deletions.registry.deleted.length - deletedBefore).toBe(preview.deletedCount);
          const gone = tagsBefore.filter((name) => !deletions.registry.tags('app').has(name));
          expect(gone.toSorted()).toEqual(preview.tags);
        }
      }),
      { numRuns: 150 },
    );
  });
});

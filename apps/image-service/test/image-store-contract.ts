import type { Digest } from '@registry-images/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { imageId } from '../src/store/image-id.ts';
import type { ImageStore, PageQuery, StoredImage } from '../src/store/image-store.ts';
import { createModelStore, type ModelImage, type ModelStore } from './model-store.ts';
import { anyChange, anyOrder, anyUniverse, applyChange } from './store-changes.ts';

/** A store under test. */
export interface StoreSubject extends AsyncDisposable {
  readonly store: ImageStore;
  /** Ends it, and opens what it left; where nothing can be left, it does nothing. */
  reopen(): void;
}

const registryIds = ['a', 'b'];
const names = ['a/x', 'a/y', 'b/z'];

/** What must be true of every image store. */
export function describeImageStore(
  name: string,
  open: () => Promise<StoreSubject>,
  { numRuns }: { readonly numRuns: number },
): void {
  describe(`an image store ${name}`, () => {
    it('is what a plain model of it says, after any changes', async () => {
      await fc.assert(
        fc.asyncProperty(
          anyUniverse(),
          fc.array(anyChange(names), { minLength: 1, maxLength: 8 }),
          anyOrder(),
          async (universe, changes, order) => {
            await using subject = await open();
            const model = createModelStore();
            for (const change of changes) {
              const done = applyChange(subject.store, universe, change);
              expect(done).toEqual(applyChange(model, universe, change));
              subject.reopen();
              expectSame(subject.store, model, order);
            }
          },
        ),
        { numRuns },
      );
    });

    it('pages through whatever is there throughout, once, while anything else comes and goes', async () => {
      await fc.assert(
        fc.asyncProperty(
          anyUniverse(),
          fc.array(anyChange(names), { minLength: 2, maxLength: 8 }),
          anyOrder(),
          fc.integer({ min: 1, max: 3 }),
          async (universe, changes, order, limit) => {
            await using subject = await open();
            const [first, ...rest] = changes;
            if (first) applyChange(subject.store, universe, first);
            const query = { registryIds, order };
            const keysOf = (): Map<string, string> =>
              new Map(listAll(subject.store, query).map((image) => [image.id, keyOf(image)]));
            let standing = keysOf();
            const seen: string[] = [];
            const pending = [...rest];
            for (let after: PageQuery['after']; ;) {
              const page = subject.store.page({ ...query, limit, after });
              seen.push(...page.images.map(({ id }) => id));
              if (!page.next) break;
              after = page.next;
              const change = pending.shift();
              if (change) applyChange(subject.store, universe, change);
              subject.reopen();
              // An image whose date changes is another one to an order by date.
              const now = keysOf();
              standing = new Map([...standing].filter(([id, key]) => now.get(id) === key));
            }
            const stood = seen.filter((id) => standing.has(id));
            expect(new Set(stood)).toEqual(new Set(standing.keys()));
            expect(stood).toHaveLength(standing.size);
          },
        ),
        { numRuns },
      );
    });
  });
}

/** Everything that an order can see of an image. */
function keyOf({ createdMs, modifiedMs }: StoredImage): string {
  return `${createdMs} ${modifiedMs}`;
}

function listAll(store: ImageStore, query: Omit<PageQuery, 'limit'>): StoredImage[] {
  const images: StoredImage[] = [];
  for (let after: PageQuery['after']; ;) {
    const page = store.page({ ...query, limit: 3, after });
    images.push(...page.images);
    if (!page.next) return images;
    after = page.next;
  }
}

function expectSame(store: ImageStore, model: ModelStore, order: PageQuery['order']): void {
  const scopes = [
    { registryIds },
    { registryIds: ['b'] },
    { registryIds, repositoryName: 'a/x' },
    { registryIds: ['b'], repositoryName: 'a/x' },
    { registryIds, isVisible: (name: string) => name !== 'a/x' },
    { registryIds, repositoryName: 'a/x', isVisible: () => false },
  ];
  for (const scope of scopes) {
    expect(listAll(store, { ...scope, order }).map(({ id }) => id)).toEqual(model.list({ ...scope, order }));
  }
  for (const name of names) {
    const images = model.images(name);
    expectSameKnown(store, name, images);
    for (const image of images) expectSameImage(store, model, image);
    for (const shared of ['registry', 'repository'] as const) {
      for (let end = 1; end <= images.length; end += 1) {
        const some = images.slice(0, end);
        const stored = some.map((image) => storedOf(store, image));
        expect(store.freedBytes(stored, shared)).toBe(model.freedBytes(some, shared));
      }
    }
  }
  for (const registryId of registryIds) {
    const listed = new Set(model.list({ registryIds: [registryId], order: [] }));
    const images = names
      .filter((name) => name.startsWith(`${registryId}/`))
      .flatMap((name) => model.images(name))
      .filter((image) => listed.has(imageId(image.name, image.digest)));
    expect(store.counts(registryId)).toMatchObject({
      images: images.length,
      untagged: images.filter(({ tags }) => tags.size === 0).length,
    });
  }
}

function expectSameKnown(store: ImageStore, name: string, images: readonly ModelImage[]): void {
  const digests = (isWanted: (image: ModelImage) => boolean): Set<Digest> =>
    new Set(images.filter(isWanted).map(({ digest }) => digest));
  const known = store.known(name);
  expect(known.manifests).toEqual(digests(({ record }) => record !== undefined));
  expect(known.damaged).toEqual(digests(({ record }) => record === undefined));
  expect(known.tags).toEqual(
    new Map(images.flatMap(({ tags, digest }) => [...tags].map((tag) => [tag, digest] as const))),
  );
}

function expectSameImage(store: ImageStore, model: ModelStore, image: ModelImage): void {
  const stored = storedOf(store, image);
  expect(stored).toMatchObject({ name: image.name, digest: image.digest, tags: [...image.tags].toSorted() });
  expect(stored.createdMs).toBe(model.createdMs(image));
  const size = model.compressedSize(image);
  expect(stored.content?.compressedSize).toBe(size === undefined ? undefined : String(size));
  const relations = store.relations(stored);
  const expected = model.relations(image);
  for (const relation of ['parents', 'children', 'orphans', 'referrers'] as const) {
    expect(new Set(relations[relation].map(({ id }) => id))).toEqual(new Set(expected[relation]));
    expect(relations[relation]).toHaveLength(expected[relation].length);
  }
}

function storedOf(store: ImageStore, { name, digest }: ModelImage): StoredImage {
  const stored = store.get(imageId(name, digest));
  if (!stored) throw new Error(`${name}@${digest} is not in the store.`);
  return stored;
}

import { createHash } from 'node:crypto';

import type { Digest } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import { blob, digestOfText, index, manifest, stateOf } from '../../test/store-state.ts';
import { createImageStore } from './create-image-store.ts';
import { openDatabase, type Database } from './database.ts';
import { imageId } from './image-id.ts';
import type { ImageStore, RepositoryState, StoredImage } from './image-store.ts';

const name = 'a/app';

function makeStore(): { store: ImageStore; database: Database } {
  const database = openDatabase(':memory:');
  return { store: createImageStore({ database }), database };
}

/** A store with one repository. */
function storeOf(state: Partial<RepositoryState>): ImageStore {
  const { store } = makeStore();
  store.putRepository(stateOf(name, state));
  return store;
}

const tagged = (...texts: readonly string[]): ReadonlyMap<string, Digest> =>
  new Map(texts.map((text) => [`tag-of-${text}`, digestOfText(text)]));

function get(store: ImageStore, text: string): StoredImage {
  const image = store.get(imageId(name, digestOfText(text)));
  if (!image) throw new Error(`${text} is not in the store.`);
  return image;
}

const listed = (store: ImageStore): Digest[] =>
  store.page({ registryIds: ['a'], order: [], limit: 100 }).images.map(({ digest }) => digest);

describe('createImageStore', () => {
  it('keeps an image whose tag moved away, and lists it as untagged', () => {
    const store = storeOf({ tags: new Map([['v1', digestOfText('old')]]), manifests: [manifest('old')] });
    const next = { tags: new Map([['v1', digestOfText('new')]]), manifests: [manifest('new')] };
    expect(store.putRepository(stateOf(name, next))).toEqual({ added: 1, removed: 0, retagged: 1 });
    expect(get(store, 'old').tags).toEqual([]);
    expect(new Set(listed(store))).toEqual(new Set([digestOfText('old'), digestOfText('new')]));
    expect(store.counts('a')).toEqual({ repositories: 1, images: 2, untagged: 1, unread: 0 });
  });

  it('lists an index and not its images, until it goes', () => {
    const store = storeOf({
      tags: tagged('index'),
      manifests: [index('index', ['amd64', 'arm64', 'missing']), manifest('amd64'), manifest('arm64')],
    });
    expect(listed(store)).toEqual([digestOfText('index')]);
    store.removeImage(name, digestOfText('index'));
    expect(new Set(listed(store))).toEqual(new Set([digestOfText('amd64'), digestOfText('arm64')]));
  });

  it('shows an index as the distinct blobs of what of it is there, with the date of the latest', () => {
    const shared = [blob('shared')];
    const [early, late] = [Date.parse('2025-01-01'), Date.parse('2026-01-01')];
    const store = storeOf({
      tags: tagged('index'),
      manifests: [
        index('index', ['amd64', 'arm64']),
        manifest('amd64', { layers: shared, createdMs: early }),
      ],
    });
    expect(get(store, 'index')).toMatchObject({ createdMs: early, content: { compressedSize: '110' } });
    const arm64 = manifest('arm64', { layers: shared, createdMs: late });
    store.putRepository(stateOf(name, { tags: tagged('index'), manifests: [arm64] }));
    expect(get(store, 'index')).toMatchObject({ createdMs: late, content: { compressedSize: '120' } });
    expect(get(store, 'index').content?.config).toBeUndefined();
    expect(get(store, 'index').content?.layers).toHaveLength(3);
  });

  it('counts the layers that an index lists itself, and not those that are elsewhere', () => {
    const cache = { ...index('cache', []), children: [blob('layer 1', 5), blob('layer 2', 7)] };
    const foreign = { ...blob('foreign', 9), urls: ['https://cdn.example/layer'] };
    const store = storeOf({
      tags: tagged('cache', 'windows'),
      manifests: [cache, manifest('windows', { layers: [foreign] })],
    });
    expect(get(store, 'cache').content?.compressedSize).toBe('12');
    expect(get(store, 'windows').content).toMatchObject({
      compressedSize: '10',
      layers: [{ urls: ['https://cdn.example/layer'] }],
    });
  });

  it('takes the date that is stated, else that of the push, else that of the first look', () => {
    const pushMs = Date.parse('2026-02-01');
    const pushedMs = new Map([
      [digestOfText('pushed'), pushMs],
      [digestOfText('seen'), 7_000],
      [digestOfText('far'), -9e15],
    ]);
    const manifests = [
      manifest('stated', { createdMs: Date.parse('2026-01-01') }),
      manifest('pushed', { createdMs: 0 }),
      manifest('seen', { createdMs: Date.parse('1980-01-01') }),
      manifest('far', { createdMs: 8.64e15 }),
    ];
    const state = { tags: tagged('stated', 'pushed', 'seen', 'far'), manifests, seenMs: 9_000.5 };
    const store = storeOf({ ...state, pushedMs });
    store.putRepository(stateOf(name, { ...state, manifests: [], seenMs: 10_000 }));
    const dates = ['stated', 'pushed', 'seen', 'far'].map((text) => get(store, text).createdMs);
    expect(dates).toEqual([Date.parse('2026-01-01'), pushMs, 9_000, 9_000]);
    expect(get(store, 'pushed').modifiedMs).toBe(pushMs);
  });

  it('has a damaged image without content, and its content once it can be read', () => {
    const digest = digestOfText('x');
    const store = storeOf({ tags: tagged('x'), manifests: [{ digest, damaged: true }] });
    expect(get(store, 'x')).toMatchObject({ content: undefined, mediaType: undefined, tags: ['tag-of-x'] });
    store.putRepository(stateOf(name, { tags: tagged('x'), manifests: [manifest('x')] }));
    expect(get(store, 'x').content?.compressedSize).toBe('110');
  });

  it('has no content where no number could say the size', () => {
    const layers = [blob('one', Number.MAX_SAFE_INTEGER), blob('two', Number.MAX_SAFE_INTEGER)];
    const store = storeOf({ tags: tagged('x'), manifests: [manifest('x', { layers })] });
    expect(get(store, 'x').content).toBeUndefined();
  });

  it('keeps a SHA-512 whole, and pages through them', () => {
    const digests = ['1', '2', '3'].map(
      (text): Digest => `sha512:${createHash('sha512').update(text).digest('hex')}`,
    );
    const manifests = digests.map((digest) => ({ ...manifest(digest), digest }));
    const store = storeOf({ tags: new Map(digests.map((digest, n) => [`v${n}`, digest])), manifests });
    const query = { registryIds: ['a'], order: [{ field: 'digest', descending: false } as const] };
    const first = store.page({ ...query, limit: 2 });
    const rest = store.page({ ...query, limit: 2, after: first.next });
    expect([...first.images, ...rest.images].map(({ digest }) => digest)).toEqual(digests.toSorted());
  });

  it('has nothing of a digest that nobody can verify', () => {
    const store = storeOf({ tags: new Map([['v1', 'blake3:abc']]), untagged: new Set(['md5:abc'] as const) });
    expect(listed(store)).toEqual([]);
    store.pulled(name, 'blake3:abc', 1);
  });

  it('writes nothing for a repository of a thousand images that is as it was', () => {
    const { store, database } = makeStore();
    const texts = Array.from({ length: 1000 }, (_, number) => `image ${number}`);
    const tags = tagged(...texts);
    store.putRepository(stateOf(name, { tags, manifests: texts.map((text) => manifest(text)) }));
    const { version } = store;
    const writes = (): unknown => database.prepare('SELECT total_changes() AS n').get();
    const before = writes();
    expect(store.putRepository(stateOf(name, { tags, seenMs: 2_000 }))).toEqual({
      added: 0,
      removed: 0,
      retagged: 0,
    });
    expect(writes()).toEqual(before);
    expect(store.version).toBe(version);
  });

  it('undoes everything of a state that it cannot write', () => {
    const { store } = makeStore();
    const bad = { ...manifest('bad'), size: 1.5 };
    const state = stateOf(name, { tags: tagged('good'), manifests: [manifest('good'), bad] });
    expect(() => store.putRepository(state)).toThrow(/INTEGER/);
    expect(store.hasRepository(name)).toBe(false);
  });

  it('knows of the last pull, however often and late it is told of, as long as the image is there', () => {
    const { store, database } = makeStore();
    store.putRepository(stateOf(name, { tags: tagged('x'), manifests: [manifest('x')] }));
    const lastMs = Date.parse('2026-02-01');
    for (const atMs of [lastMs - 4, lastMs, lastMs, lastMs - 2, -1e20])
      store.pulled(name, digestOfText('x'), atMs);
    store.pulled(name, digestOfText('unknown'), lastMs);
    const pulls = database.prepare('SELECT last_ms FROM pulls');
    expect(pulls.all()).toEqual([{ last_ms: lastMs }]);
    store.removeRepository(name);
    expect(pulls.all()).toEqual([]);
  });

  it('remembers when a registry was read whole', () => {
    const { store } = makeStore();
    expect(store.sweptMs('a')).toBeUndefined();
    store.setSwept('a', 1234.5);
    expect(store.sweptMs('a')).toBe(1234);
    expect(store.repositories('a')).toEqual([]);
  });

  it('leaves nothing of a repository that goes but its number, which it has again when it comes back', () => {
    const { store, database } = makeStore();
    const state = stateOf(name, { tags: tagged('index'), manifests: [index('index', ['x']), manifest('x')] });
    const numbers = (): unknown => database.prepare('SELECT id FROM repositories').all();
    store.putRepository(state);
    const before = numbers();
    store.removeRepository(name);
    expect(store.hasRepository(name)).toBe(false);
    for (const table of ['images', 'blobs', 'blob_users', 'edges']) {
      expect(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 });
    }
    store.putRepository(state);
    expect(numbers()).toEqual(before);
    expect(store.repositories('a')).toEqual([name]);
  });
});

import type { WireListImagesResponse } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import { digestOfText, manifest, stateOf } from '../../test/store-state.ts';
import type { Principal } from '../access/principal.ts';
import { createImageStore } from '../store/create-image-store.ts';
import { openDatabase } from '../store/database.ts';
import type { ImageStore } from '../store/image-store.ts';
import { listImages, type ListImagesQuery } from './list-images.ts';

const sources = [
  { registryId: 'prod', folderId: 'team' },
  { registryId: 'stage', folderId: 'team' },
  { registryId: 'empty', folderId: undefined },
];
const everybody: Principal = {
  name: 'all',
  seesAll: true,
  canRead: () => true,
  canReadIn: () => true,
  canDelete: () => false,
};
const onlyApps: Principal = { ...everybody, seesAll: false, canRead: (name) => name.endsWith('/app') };

/** A store with an image, tagged `v1`, in each of these repositories. */
function makeStore(...names: readonly string[]): ImageStore {
  const store = createImageStore({ database: openDatabase(':memory:') });
  for (const name of names) put(store, name, 'v1');
  return store;
}

function put(store: ImageStore, name: string, ...tags: readonly string[]): void {
  const digests = tags.map((tag) => [tag, digestOfText(`${name}:${tag}`)] as const);
  const manifests = tags.map((tag) => manifest(`${name}:${tag}`));
  store.putRepository(stateOf(name, { tags: new Map(digests), manifests }));
}

async function list(
  store: ImageStore,
  query: ListImagesQuery = {},
  principal: Principal = everybody,
): Promise<WireListImagesResponse> {
  const sync = { freshen: () => Promise.resolve() };
  const page = await listImages({ store, sync, sources }, query, principal, AbortSignal.timeout(5000));
  return page.read();
}

const namesIn = ({ images = [] }: WireListImagesResponse): unknown[] => images.map(({ name }) => name);
const notFound = expect.objectContaining({ code: 'NOT_FOUND' });

describe('listImages', () => {
  const three = ['prod/app', 'prod/base', 'stage/app'] as const;

  it.each<[string, ListImagesQuery, readonly string[]]>([
    ['everything without a scope', {}, three],
    ['a folder, over its registries', { folderId: 'team' }, three],
    ['a registry', { registryId: 'prod' }, ['prod/app', 'prod/base']],
    ['a registry that is empty', { registryId: 'empty' }, []],
    ['a repository', { repositoryName: 'stage/app', registryId: 'prod', folderId: 'none' }, ['stage/app']],
    ['what a filter names', { filter: 'name="prod/base"' }, ['prod/base']],
    ['nothing where the filter names another scope', { registryId: 'stage', filter: 'name="prod/base"' }, []],
    [
      'nothing where it names another repository',
      { repositoryName: 'prod/app', filter: 'name="prod/base"' },
      [],
    ],
    [
      'several registries by a field of images',
      { orderBy: 'created_at,name desc' },
      ['stage/app', 'prod/base', 'prod/app'],
    ],
  ])('lists %s', async (_, query, names) => {
    expect(namesIn(await list(makeStore(...three), query))).toEqual(names);
  });

  it.each<ListImagesQuery>([
    { repositoryName: 'prod/none' },
    { repositoryName: 'other/app' },
    { repositoryName: 'prod' },
    { registryId: 'other' },
    { folderId: 'other' },
  ])('does not find %o', async (query) => {
    await expect(list(makeStore('prod/app'), query)).rejects.toEqual(notFound);
  });

  it('does not find a registry of which the database still knows, and the configuration does not', async () => {
    const store = makeStore('old/app', 'prod/app');
    await expect(list(store, { repositoryName: 'old/app' })).rejects.toEqual(notFound);
    expect(namesIn(await list(store))).toEqual(['prod/app']);
    expect(namesIn(await list(store, { filter: 'name="old/app"' }))).toEqual([]);
  });

  it('shows a caller what they may see, and nothing of the rest, not even that it is there', async () => {
    const store = makeStore('prod/app', 'prod/base', 'stage/base');
    for (const orderBy of ['', 'digest', 'created_at desc']) {
      expect(namesIn(await list(store, { orderBy }, onlyApps))).toEqual(['prod/app']);
    }
    expect(namesIn(await list(store, { filter: 'name="prod/base"' }, onlyApps))).toEqual([]);
    for (const query of [{ repositoryName: 'prod/base' }, { registryId: 'stage' }, { registryId: 'empty' }]) {
      await expect(list(store, query, onlyApps)).rejects.toEqual(notFound);
    }
    expect(namesIn(await list(store, { folderId: 'team' }, onlyApps))).toEqual(['prod/app']);
  });

  it.each(['', 'digest', 'name desc,created_at'])(
    'goes on behind a repository that has gone, ordered by "%s"',
    async (orderBy) => {
      const store = makeStore('prod/a', 'prod/b', 'prod/c', 'prod/d');
      const all = namesIn(await list(store, { orderBy }));
      const first = await list(store, { orderBy, pageSize: 2 });
      store.removeRepository(String(all[1]));
      const rest = await list(store, { orderBy, pageSize: 3, pageToken: first.nextPageToken ?? '' });
      expect([...namesIn(first), ...namesIn(rest)]).toEqual(all);
      expect(rest.nextPageToken).toBe('');
    },
  );

  it('refuses a token of another query, of another store, and of a place that the store never had', async () => {
    const store = makeStore('prod/a', 'prod/b', 'prod/c');
    const { nextPageToken: pageToken = '' } = await list(store, { pageSize: 1 });
    const refused = expect.objectContaining({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(/^pageToken /),
    });
    expect(namesIn(await list(store, { pageToken }))).toEqual(['prod/b', 'prod/c']);
    await expect(list(store, { pageToken, registryId: 'prod' })).rejects.toEqual(refused);
    await expect(list(makeStore('prod/a', 'prod/b'), { pageToken })).rejects.toEqual(refused);
    const older = { ...makeStore(), key: store.key };
    await expect(list(older, { pageToken })).rejects.toEqual(refused);
  });

  it('has one key for one page, whoever asks and however the query is written', async () => {
    const store = makeStore('prod/a');
    const deps = { store, sync: { freshen: () => Promise.resolve() }, sources };
    const keyOf = async (query: ListImagesQuery): Promise<string> =>
      (await listImages(deps, query, everybody, AbortSignal.timeout(5000))).key;
    expect(await keyOf({ registryId: 'prod', orderBy: ' name  asc', folderId: 'x' })).toBe(
      await keyOf({ registryId: 'prod', orderBy: 'name', pageSize: 100 }),
    );
    expect(await keyOf({ registryId: 'prod' })).not.toBe(await keyOf({ registryId: 'stage' }));
    expect(await keyOf({ folderId: 'team' })).not.toBe(await keyOf({}));
  });
});

import { createImagesClient } from '@registry-images/client';
import {
  createFakeImageService,
  type FakeImageService,
  type NewImage,
} from '@registry-images/client/testing';
import type { Image } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import type { ListRequest } from '../commands/command.ts';
import { parseImageName } from '../commands/image-name.ts';
import { createRepositoryDirectory, listRepositories } from './list-repositories.ts';
import { resolveImage, type Resolution } from './resolve-image.ts';
import { searchImages, searchStart, type ImageSearch, type SearchResult } from './search-images.ts';

const scope = { kind: 'registry', registryId: 'reg' } as const;
const signal = new AbortController().signal;
const nowMs = Date.UTC(2026, 10, 23);
const clock = { now: () => nowMs, after: () => () => undefined };
/** A clock by which every time is over at once. */
const hasty = {
  now: () => nowMs,
  after(_ms: number, task: () => void) {
    queueMicrotask(task);
    return () => undefined;
  },
};

/** The `number`th image, the older the higher; every third is untagged. */
function numbered(number: number, fields: Partial<NewImage> = {}): NewImage {
  return {
    name: `reg/team/app${number % 2}`,
    id: `i${number}`,
    digest: `sha256:${String(number).padStart(6, '0')}${'e'.repeat(58)}`,
    tags: number % 3 === 0 ? [] : [`v${number}`],
    createdAt: new Date(nowMs - number * 86_400_000).toISOString(),
    compressedSize: String(((number * 7) % 100) * 1_000_000),
    ...fields,
  };
}

function start(
  count: number,
  more: readonly NewImage[] = [],
): { service: FakeImageService; deps: Parameters<typeof resolveImage>[0] } {
  const service = createFakeImageService({
    images: [...Array.from({ length: count }, (_, index) => numbered(index)), ...more],
  });
  const source = { images: createImagesClient(service.clientOptions), scope, clock };
  const repositories = createRepositoryDirectory(() => listRepositories(source, signal), clock);
  return { service, deps: { ...source, repositories } };
}

function search(request: Partial<ListRequest>, fields: Partial<ImageSearch> = {}): ImageSearch {
  const bounds = { maxImages: 20_000, maxMs: 10_000 };
  return { request: { filters: {}, ...request }, from: searchStart, pageSize: 10, bounds, ...fields };
}

const ids = (images: readonly Image[]): string[] => images.map(({ id }) => id);

async function walk(
  deps: Parameters<typeof searchImages>[0],
  one: ImageSearch,
): Promise<{ seen: string[]; last: SearchResult }> {
  const seen: string[] = [];
  for (let from = one.from; ;) {
    const last = await searchImages(deps, { ...one, from }, signal);
    seen.push(...ids(last.images));
    if (!last.next) return { seen, last };
    from = last.next;
  }
}

describe('searchImages', () => {
  it('reads no more than a page where the API can do it all', async () => {
    const { service, deps } = start(50);
    const result = await searchImages(deps, search({}), signal);
    expect(ids(result.images)).toEqual(Array.from({ length: 10 }, (_, index) => `i${index}`));
    expect(result).toMatchObject({ imagesRead: 10, end: 'page-full' });
    expect(service.requests).toHaveLength(1);
    expect((await walk(deps, search({}))).seen).toHaveLength(50);
  });

  it('sorts by what the API sorts by, either way', async () => {
    const { deps } = start(20);
    const oldest = await searchImages(
      deps,
      search({ sort: { field: 'created', isDescending: false } }),
      signal,
    );
    expect(ids(oldest.images).slice(0, 2)).toEqual(['i19', 'i18']);
    const named = await searchImages(deps, search({ sort: { field: 'name', isDescending: true } }), signal);
    expect(named.images[0]?.name).toBe('reg/team/app1');
  });

  it('finds each match once, page by page, across the pages of the API', async () => {
    const { deps } = start(700);
    const { seen, last } = await walk(deps, search({ filters: { isUntagged: true } }));
    expect(seen).toEqual(Array.from({ length: 234 }, (_, index) => `i${3 * index}`));
    expect(last.next).toBeUndefined();
  });

  it('sorts by size what it reads', async () => {
    const { deps } = start(300);
    const one = search({ sort: { field: 'size', isDescending: true } });
    const { images, imagesRead, next } = await searchImages(deps, one, signal);
    expect(images.map(({ compressedSize }) => Number(compressedSize) / 1e6)).toEqual([
      99, 99, 99, 98, 98, 98, 97, 97, 97, 96,
    ]);
    expect({ imagesRead, next }).toEqual({ imagesRead: 300, next: { token: '', skip: 10 } });
    expect(new Set((await walk(deps, one)).seen).size).toBe(300);
  });

  it('stops at its bound, says so, and can go on', async () => {
    const { deps } = start(1000);
    const one = search({ filters: { tag: 'v899' } }, { bounds: { maxImages: 400, maxMs: 10_000 } });
    const stopped = await searchImages(deps, one, signal);
    expect(stopped).toMatchObject({ images: [], imagesRead: 400, end: 'image-bound' });
    expect((await walk(deps, one)).seen).toEqual(['v899'.replace('v', 'i')]);
  });

  it('stops in time, also when a call hangs', async () => {
    const { service, deps } = start(1000);
    const deadlines: (() => void)[] = [];
    let atMs = 0;
    service.inject({ kind: 'hang', before: 'headers', on: 'images.list', after: 1, times: Infinity });
    const after = (_ms: number, task: () => void) => {
      deadlines.push(task);
      return () => undefined;
    };
    const bounded = { ...deps, clock: { now: () => (atMs += 400), after } };
    const one = search({ filters: { isUntagged: true } }, { pageSize: 200 });
    const result = await searchImages(bounded, one, signal, () => deadlines.forEach((end) => end()));
    expect(result).toMatchObject({ end: 'time-bound', imagesRead: 200 });
    expect(result.images).toHaveLength(67);
    expect(result.next).toMatchObject({ skip: 0 });
  });

  it('does not take a registry that says nothing in time for one without images', async () => {
    const { service, deps } = start(1);
    service.inject({ kind: 'hang', before: 'headers', on: 'images.list', times: Infinity });
    const searched = searchImages({ ...deps, clock: hasty }, search({}), signal);
    await expect(searched).rejects.toMatchObject({ code: 'TIMEOUT' });
  });

  it('tells of the first rows before it is done, if that takes a while', async () => {
    const { deps } = start(1000);
    const early: number[] = [];
    const one = search({ filters: { tag: 'v1*' } }, { pageSize: 500 });
    await searchImages(deps, one, signal, () => early.push(-1));
    let atMs = 0;
    const slow = { ...deps, clock: { ...clock, now: () => (atMs += 400) } };
    await searchImages(slow, one, signal, (images, imagesRead) => early.push(images.length, imagesRead));
    expect(early).toEqual([75, 200]);
  });

  it('takes a repository that is not there for an empty one', async () => {
    const { deps } = start(3);
    expect(await searchImages(deps, search({ repository: 'nothing' }), signal)).toMatchObject({
      images: [],
      next: undefined,
    });
  });

  it('ends with the reason of the caller who gives up', async () => {
    const { service, deps } = start(3);
    service.inject({ kind: 'hang', before: 'headers', on: 'images.list', times: Infinity });
    const giveUp = new AbortController();
    const result = searchImages(deps, search({}), giveUp.signal);
    giveUp.abort(new Error('enough'));
    await expect(result).rejects.toThrow('enough');
  });
});

async function resolve(text: string, more: readonly NewImage[] = []): Promise<Resolution> {
  const parsed = parseImageName(text);
  if (!parsed.ok) throw new Error(`${text} is not a name.`);
  return resolveImage(start(10, more).deps, parsed.image, signal);
}

describe('resolveImage', () => {
  it.each([
    ['i4', 'i4'],
    ['team/app0:v4', 'i4'],
    ['Team/App0:v4', 'i4'],
    ['reg/team/app0:v4', 'i4'],
    ['000004', 'i4'],
    ['sha256:000004e', 'i4'],
    ['team/app0@sha256:000004', 'i4'],
    [`team/app0:v1@sha256:000004${'e'.repeat(58)}`, 'i4'],
    [`000004${'e'.repeat(58)}`, 'i4'],
  ])('finds %s', async (text, id) => {
    expect(await resolve(text)).toMatchObject({ outcome: 'found', image: { id } });
  });

  it('shows the choices where the beginning of a digest means several', async () => {
    const twin = numbered(4, { id: 'twin', digest: `sha256:000004f${'0'.repeat(57)}` });
    expect(await resolve('000004', [twin])).toMatchObject({
      outcome: 'ambiguous',
      images: [{}, {}],
      isMore: false,
    });
    expect(await resolve('000004f', [twin])).toMatchObject({ outcome: 'found', image: { id: 'twin' } });
    const many = Array.from({ length: 9 }, (_, index) =>
      numbered(4, { id: `t${index}`, digest: `sha256:00000a${index}${'0'.repeat(57)}` }),
    );
    const choices = await resolve('00000a', many);
    expect(choices).toMatchObject({ outcome: 'ambiguous', isMore: true });
    expect(choices.outcome === 'ambiguous' && choices.images).toHaveLength(5);
  });

  it('knows a repository without more', async () => {
    expect(await resolve('team/app0')).toEqual({ outcome: 'repository', repository: 'reg/team/app0' });
    expect(await resolve('solo', [numbered(1, { name: 'reg/solo', id: 's' })])).toEqual({
      outcome: 'repository',
      repository: 'reg/solo',
    });
  });

  it.each([
    ['team/ap0:v4', { repositories: ['team/app0', 'team/app1'], tags: [] }],
    ['ap0', { repositories: ['team/app0'], tags: [] }],
    [
      'team/app0:v5',
      { repositories: [], tags: expect.arrayContaining(['v4', 'v8']), knownRepository: 'reg/team/app0' },
    ],
    ['team/app0@sha256:ffffff', { repositories: [], tags: [], knownRepository: 'reg/team/app0' }],
    ['nothing/like/this:v1', { repositories: [], tags: [] }],
    ['ffffff', { repositories: [], tags: [] }],
  ])('suggests what may have been meant by %s', async (text, expected) => {
    expect(await resolve(text)).toMatchObject({ outcome: 'not-found', ...expected });
  });

  it('does not show what is outside of its registry', async () => {
    const foreign = numbered(1, { name: 'foreign/app', id: 'f1', digest: `sha256:abcdef${'0'.repeat(58)}` });
    expect(await resolve('f1', [foreign])).toMatchObject({ outcome: 'not-found' });
    expect(await resolve('abcdef', [foreign])).toMatchObject({ outcome: 'not-found' });
  });
});

describe('createRepositoryDirectory', () => {
  it('knows none, and that there may be some, of a registry that says nothing in time', async () => {
    const { service, deps } = start(1);
    service.inject({ kind: 'hang', before: 'headers', on: 'images.list', times: Infinity });
    const listed = listRepositories({ ...deps, clock: hasty }, signal);
    expect(await listed).toEqual({ names: [], isComplete: false });
  });

  it('reads once a minute, and again after a failure', async () => {
    const { service, deps } = start(4);
    let time = 0;
    const directory = createRepositoryDirectory(() => listRepositories(deps, signal), { now: () => time });
    const first = await Promise.all([directory.list(), directory.list()]);
    expect(first[0]).toEqual({ names: ['team/app0', 'team/app1'], isComplete: true });
    expect(service.requests).toHaveLength(1);
    time = 60_000;
    service.inject({ kind: 'refusal', status: 'PERMISSION_DENIED' });
    await expect(directory.list()).rejects.toThrow('PERMISSION_DENIED');
    expect((await directory.list()).names).toHaveLength(2);
  });
});

import { getEventListeners } from 'node:events';

import { normalizeImage, type Image, type ListImagesResponse } from '@registry-images/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { collect } from '../test/collect.ts';
import { DecodeError } from './errors/decode-error.ts';
import { createImagePager, type ImagePage } from './pager.ts';

const image = (id: string): Image => normalizeImage({ id });
const idsOf = (images: Image[]): string[] => images.map(({ id }) => id);

const off = { prefetch: false };

/** Pages of images by their ids; the token of a page is its index. */
function pagerOf(...pages: string[][]) {
  const asked: string[] = [];
  const pager = createImagePager(async (pageToken) => {
    asked.push(pageToken);
    const index = Number(pageToken);
    const nextPageToken = index + 1 < pages.length ? String(index + 1) : '';
    return { images: (pages[index] ?? []).map(image), nextPageToken };
  }, off);
  return { pager, asked };
}

describe('createImagePager', () => {
  it('gives the items of all pages, however they are split', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.string(), { maxLength: 5 }), { minLength: 1 }), async (pages) => {
        const { pager } = pagerOf(...pages);
        expect(idsOf(await collect(pager))).toEqual(pages.flat());
      }),
    );
  });

  it('ends at the missing token and not at an empty page', async () => {
    const { pager, asked } = pagerOf(['a'], [], [], ['b'], []);
    expect(idsOf(await collect(pager))).toEqual(['a', 'b']);
    expect(asked).toEqual(['', '1', '2', '3', '4']);
  });

  it('asks for nothing before it is walked through, and for no page ahead', async () => {
    const { pager, asked } = pagerOf(['a', 'b'], ['c']);
    expect(asked).toEqual([]);
    for await (const { id } of pager) {
      if (id === 'b') break;
    }
    expect(asked).toEqual(['']);
  });

  it('starts anew for each walk', async () => {
    const { pager } = pagerOf(['a'], ['b']);
    const walks = await Promise.all([collect(pager), collect(pager)]);
    expect(walks.map(idsOf)).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('gives each image once to several who ask without waiting for each other', async () => {
    const pageList = fc.array(fc.array(fc.string(), { maxLength: 3 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(pageList, fc.integer({ min: 1, max: 20 }), async (pages, workers) => {
        const walk = pagerOf(...pages).pager[Symbol.asyncIterator]();
        const work = async (): Promise<Image[]> => {
          const seen: Image[] = [];
          for (let next = await walk.next(); !next.done; next = await walk.next()) seen.push(next.value);
          return seen;
        };
        const seen = await Promise.all(Array.from({ length: workers }, work));
        expect(idsOf(seen.flat()).toSorted()).toEqual(pages.flat().toSorted());
      }),
    );
  });

  it('gives nothing more to anybody once the walk has ended early', async () => {
    const { pager, asked } = pagerOf(['a', 'b'], ['c']);
    const walk = pager[Symbol.asyncIterator]();
    await walk.next();
    const end = { value: undefined, done: true };
    expect(await walk.return?.()).toEqual(end);
    expect(await walk.next()).toEqual(end);
    expect(asked).toEqual(['']);
  });

  it('gives what was asked for before the walk was ended', async () => {
    const walk = pagerOf(['a', 'b'], ['c']).pager[Symbol.asyncIterator]();
    const [first, last] = await Promise.all([walk.next(), walk.return?.()]);
    expect([first.value?.id, last?.done]).toEqual(['a', true]);
    expect(await walk.next()).toEqual({ value: undefined, done: true });
  });

  it('ends where a page cannot be read', async () => {
    const pager = createImagePager(() => Promise.reject(new Error('no page')), off);
    const walk = pager[Symbol.asyncIterator]();
    await expect(walk.next()).rejects.toThrow('no page');
    expect(await walk.next()).toEqual({ value: undefined, done: true });
  });

  it('gives pages with the tokens to come back to them', async () => {
    const { pager } = pagerOf(['a'], [], ['c']);
    const pages = await collect(pager.byPage());
    expect(pages.map(({ pageToken, nextPageToken }) => [pageToken, nextPageToken])).toEqual([
      ['', '1'],
      ['1', '2'],
      ['2', ''],
    ]);
    const rest: ImagePage[] = await collect(pager.byPage({ pageToken: '1' }));
    expect(rest).toEqual(pages.slice(1));
  });

  it.each([
    ['its own token', ['1', '1'], ''],
    ['an earlier token', ['1', '2', '1'], ''],
    ['the token it was started with', ['1', 's'], 's'],
  ])('throws where a page gives %s as the next one', async (_what, tokens, pageToken) => {
    let calls = 0;
    const pager = createImagePager(async () => {
      const nextPageToken = tokens[calls] ?? '';
      calls += 1;
      return { images: [image('a')], nextPageToken };
    }, off);
    const walk = collect(pager.byPage({ pageToken }));
    await expect(walk).rejects.toThrow(DecodeError);
    await expect(walk).rejects.toHaveProperty('pointer', '/nextPageToken');
    expect(calls).toBe(tokens.length);
  });

  it('throws soon after the first round, however late a list begins to go in circles', async () => {
    const [line, circle] = [2000, 20];
    let calls = 0;
    const pager = createImagePager(async (pageToken) => {
      calls += 1;
      const next = Number(pageToken) + 1;
      return { images: [], nextPageToken: String(next < line + circle ? next : line) };
    }, off);
    await expect(collect(pager.byPage())).rejects.toThrow(DecodeError);
    expect(calls).toBeLessThanOrEqual(line + 2 * circle + 16);
  });

  it('gives the first images from as few pages as they are on', async () => {
    const { pager, asked } = pagerOf(['a', 'b'], [], ['c'], ['d']);
    await expect(pager.first(0)).resolves.toEqual([]);
    expect(asked).toEqual([]);
    expect(idsOf(await pager.first(2))).toEqual(['a', 'b']);
    expect(asked).toEqual(['']);
    expect(idsOf(await pager.first(3))).toEqual(['a', 'b', 'c']);
    expect(idsOf(await pager.first(9))).toEqual(['a', 'b', 'c', 'd']);
    await expect(pager.first(-1)).rejects.toMatchObject({ argument: 'count' });
  });
});

/** Pages of one image each, of which every request is held up until it is let go. */
function heldPages(count: number, signal?: AbortSignal) {
  const requests: { readonly token: string; readonly signal: AbortSignal; letGo(error?: Error): void }[] = [];
  const pager = createImagePager(
    (token, walkSignal = new AbortController().signal) => {
      const page = Promise.withResolvers<ListImagesResponse>();
      const index = Number(token);
      const nextPageToken = index + 1 < count ? String(index + 1) : '';
      if (walkSignal.aborted) page.reject(walkSignal.reason);
      walkSignal.addEventListener('abort', () => page.reject(walkSignal.reason));
      const letGo = (error?: Error): void =>
        error ? page.reject(error) : page.resolve({ images: [image(`${index}`)], nextPageToken });
      requests.push({ token, signal: walkSignal, letGo });
      return page.promise;
    },
    { prefetch: true, ...(signal && { signal }) },
  );
  return { pager, requests };
}

describe('createImagePager with prefetch', () => {
  it('asks for the next page, and no other, before this one is walked through', async () => {
    const { pager, requests } = heldPages(3);
    const walk = pager[Symbol.asyncIterator]();
    const first = walk.next();
    requests[0]?.letGo();
    await expect(first).resolves.toMatchObject({ value: { id: '0' } });
    expect(requests.map(({ token }) => token)).toEqual(['', '1']);
    const second = walk.next();
    requests[1]?.letGo();
    await expect(second).resolves.toMatchObject({ value: { id: '1' } });
    const third = walk.next();
    requests[2]?.letGo();
    await expect(third).resolves.toMatchObject({ value: { id: '2' } });
    await expect(walk.next()).resolves.toMatchObject({ done: true });
    expect(requests).toHaveLength(3);
  });

  it('ends the request that is under way when the walk ends early', async () => {
    const { pager, requests } = heldPages(3);
    const found = pager.first(1);
    requests[0]?.letGo();
    expect(idsOf(await found)).toEqual(['0']);
    expect(requests[1]?.signal.aborted).toBe(true);
  });

  it('fails where the page that failed is needed, not earlier', async () => {
    const { pager, requests } = heldPages(3);
    const walk = pager[Symbol.asyncIterator]();
    const first = walk.next();
    requests[0]?.letGo();
    await first;
    requests[1]?.letGo(new Error('reset'));
    await expect(walk.next()).rejects.toThrow('reset');
    await expect(walk.next()).resolves.toMatchObject({ done: true });
  });

  it('ends with the reason of the caller, and leaves nothing on its signal', async () => {
    const controller = new AbortController();
    const { pager, requests } = heldPages(3, controller.signal);
    const walk = pager[Symbol.asyncIterator]();
    const first = walk.next();
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    requests[0]?.letGo();
    await first;
    controller.abort('enough');
    await expect(walk.next()).rejects.toBe('enough');
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    await expect(collect(heldPages(1, AbortSignal.abort('no')).pager)).rejects.toBe('no');
  });
});

import { normalizeImage, type Image } from '@registry-images/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { collect } from '../test/collect.ts';
import { DecodeError } from './errors/decode-error.ts';
import { createImagePager, type ImagePage } from './pager.ts';

const image = (id: string): Image => normalizeImage({ id });
const idsOf = (images: Image[]): string[] => images.map(({ id }) => id);

/** Pages of images by their ids; the token of a page is its index. */
function pagerOf(...pages: string[][]) {
  const asked: string[] = [];
  const pager = createImagePager(async (pageToken) => {
    asked.push(pageToken);
    const index = Number(pageToken);
    const nextPageToken = index + 1 < pages.length ? String(index + 1) : '';
    return { images: (pages[index] ?? []).map(image), nextPageToken };
  });
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
    });
    const walk = collect(pager.byPage({ pageToken }));
    await expect(walk).rejects.toThrow(DecodeError);
    await expect(walk).rejects.toHaveProperty('pointer', '/nextPageToken');
    expect(calls).toBe(tokens.length);
  });
});

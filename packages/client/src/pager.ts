import type { Image, ListImagesResponse } from '@registry-images/model';

import { checkInteger } from './arguments.ts';
import { DecodeError } from './errors/decode-error.ts';
import { imagesOfPages } from './images-of-pages.ts';
import { onAbort } from './on-abort.ts';

/**
 * One page of a list.
 *
 * @see https://yandex.cloud/en/docs/container-registry/api-ref/Image/list
 */
export interface ImagePage {
  /** May be empty on any page, not only on the last. */
  readonly images: Image[];
  /** Where the next page begins; empty on the last page. */
  readonly nextPageToken: string;
  /** Where this page begins; empty for the first page. To read it again: `byPage({ pageToken })`. */
  readonly pageToken: string;
}

/**
 * A list of images, read page by page as it is walked through. Each walk starts anew.
 *
 * @throws ImagesError where a page cannot be read: a DecodeError also where the list goes in circles.
 * @see https://google.aip.dev/158
 */
export interface ImagePager extends AsyncIterable<Image> {
  /**
   * Walks through the pages, from the beginning or from the token of a page of the same query.
   *
   * @see https://google.aip.dev/158
   */
  byPage(options?: { readonly pageToken?: string }): AsyncIterable<ImagePage>;
  /**
   * The first images, `count` at most, from no more pages than they are on.
   *
   * @throws InvalidArgumentError if `count` is not a whole number from 0.
   * @see [Calls](../README.md#calls)
   */
  first(count: number): Promise<Image[]>;
}

/**
 * Reads the page that begins at a token; the empty token is the beginning. `signal` ends it, and is there only with
 * `prefetch`.
 */
export type FetchPage = (pageToken: string, signal?: AbortSignal) => Promise<ListImagesResponse>;

/** How a list is walked through. */
export interface PagerOptions {
  /** Whether to ask for the next page while the page before it is walked through. */
  readonly prefetch: boolean | undefined;
  /** The caller's; ends walks that ask ahead. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * All tokens of a long list would take more memory than its pages. Beyond these first ones a part of them is enough: a
 * list that goes in circles comes by one of them again, at most this many pages after its first round.
 */
const keptTokens = 1000;
const keptTokenEvery = 16;

/** Makes a pager over a way to read one page. The list has ended when there is no next token, and only then. */
export function createImagePager(fetchPage: FetchPage, options: PagerOptions): ImagePager {
  async function* pages(firstToken: string): AsyncGenerator<ImagePage, void, void> {
    const seen = new Set([firstToken]);
    let pagesRead = 0;
    const walk = options.prefetch ? startWalk(options.signal) : undefined;
    try {
      let pageToken = firstToken;
      let page = fetchPage(pageToken, walk?.signal);
      for (;;) {
        const { images, nextPageToken } = await page;
        if (nextPageToken !== '' && seen.has(nextPageToken)) {
          throw new DecodeError('The next page is an earlier one.', '/nextPageToken');
        }
        if (pagesRead < keptTokens || pagesRead % keptTokenEvery === 0) seen.add(nextPageToken);
        pagesRead += 1;
        const ahead = walk && nextPageToken !== '' ? fetchPage(nextPageToken, walk.signal) : undefined;
        // It is awaited in the next round, unless the walk ends here, where its failure is of no interest.
        ahead?.catch(() => {});
        yield { images, nextPageToken, pageToken };
        if (nextPageToken === '') return;
        pageToken = nextPageToken;
        page = ahead ?? fetchPage(pageToken);
      }
    } finally {
      walk?.end();
    }
  }

  const pager: ImagePager = {
    [Symbol.asyncIterator]: () => imagesOfPages(pages('')),
    byPage: ({ pageToken = '' } = {}) => pages(pageToken),
    async first(count) {
      checkInteger('count', count, 0, Number.MAX_SAFE_INTEGER);
      const found: Image[] = [];
      if (count === 0) return found;
      for await (const image of pager) {
        if (found.push(image) === count) break;
      }
      return found;
    },
  };
  return pager;
}

/** A signal for the requests of one walk, which ends with the walk or with the caller's signal. */
function startWalk(signal: AbortSignal | undefined): { readonly signal: AbortSignal; end(): void } {
  const walk = new AbortController();
  const forget = onAbort(signal, () => walk.abort(signal?.reason));
  return {
    signal: walk.signal,
    end() {
      forget();
      // A reason, because the default one is an error with a stack.
      walk.abort('ended');
    },
  };
}

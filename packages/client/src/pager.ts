import type { Image, ListImagesResponse } from '@registry-images/model';

import { DecodeError } from './errors/decode-error.ts';

/** One page of a list. */
export interface ImagePage {
  /** May be empty on any page, not only on the last. */
  readonly images: Image[];
  /** Where the next page begins; empty on the last page. */
  readonly nextPageToken: string;
  /** Where this page begins; empty for the first page. To read it again: `byPage({ pageToken })`. */
  readonly pageToken: string;
}

/** A list of images, read page by page as it is walked through. Each walk starts anew. */
export interface ImagePager extends AsyncIterable<Image> {
  /** Walks through the pages, from the beginning or from the token of a page of the same query. */
  byPage(options?: { readonly pageToken?: string }): AsyncIterable<ImagePage>;
}

/** Reads the page that begins at a token; the empty token is the beginning. */
export type FetchPage = (pageToken: string) => Promise<ListImagesResponse>;

/** Makes a pager over a way to read one page. The list has ended when there is no next token, and only then. */
export function createImagePager(fetchPage: FetchPage): ImagePager {
  async function* pages(firstToken: string): AsyncGenerator<ImagePage, void, void> {
    const seen = new Set([firstToken]);
    let pageToken = firstToken;
    do {
      const { images, nextPageToken } = await fetchPage(pageToken);
      if (nextPageToken !== '' && seen.has(nextPageToken)) {
        throw new DecodeError(
          'The service gave the token of an earlier page as the next one: the list would never end.',
          '/nextPageToken',
        );
      }
      seen.add(nextPageToken);
      yield { images, nextPageToken, pageToken };
      pageToken = nextPageToken;
    } while (pageToken !== '');
  }

  return {
    async *[Symbol.asyncIterator]() {
      for await (const page of pages('')) yield* page.images;
    },
    byPage: ({ pageToken = '' } = {}) => pages(pageToken),
  };
}

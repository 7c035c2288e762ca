import { TimeoutError, type ImagePage } from '@registry-images/client';
import type { Image } from '@registry-images/model';

import type { Clock } from '../clock.ts';
import { startDeadline } from '../deadline.ts';

/** How much is read before a search stops by itself. */
export interface ReadBounds {
  readonly maxImages: number;
  readonly maxMs: number;
}

/** Why a search came to its end: everything was read, or one of the bounds. */
export type ReadEnd = 'complete' | 'image-bound' | 'time-bound';

/** A place between two images of a list: so many images of the page that begins at a token are behind it. */
export interface ReadPlace {
  readonly token: string;
  readonly skip: number;
}

/** What one page of the API held. */
export interface ReadPage {
  /** The images that passed, each with the place after it. */
  readonly matches: readonly { readonly image: Image; readonly after: ReadPlace }[];
  /** How many images were read up to here. */
  readonly imagesRead: number;
  /** The place after this page; undefined behind the last one. */
  readonly after: ReadPlace | undefined;
}

/** What is read, and which of it passes. */
export interface StreamOptions {
  /** Asks for the pages from a token on; `signal` ends the asking. */
  readonly pagesFrom: (token: string, signal: AbortSignal) => AsyncIterable<ImagePage>;
  readonly from: ReadPlace;
  readonly matches: (image: Image) => boolean;
  readonly bounds: ReadBounds;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Reads images page by page and passes on those that match, page by page too, so that the first are there early. Stops
 * at a bound, also in the middle of a call that takes too long, and returns why it ended. Who stops reading ends the calls.
 *
 * @throws ImagesError if the registry cannot be asked, or has not sent a page by the time bound; the abort reason of `signal`.
 */
export async function* streamImages(options: StreamOptions): AsyncGenerator<ReadPage, ReadEnd, void> {
  const { pagesFrom, from, matches, bounds, clock, signal } = options;
  const startedMs = clock.now();
  using deadline = startDeadline(clock, bounds.maxMs, signal);
  let imagesRead = 0;
  let hasPage = false;
  let { skip } = from;
  try {
    for await (const { images, pageToken, nextPageToken } of pagesFrom(from.token, deadline.signal)) {
      hasPage = true;
      const found: { image: Image; after: ReadPlace }[] = [];
      for (const [index, image] of images.entries()) {
        if (index < skip) continue;
        if (matches(image)) found.push({ image, after: { token: pageToken, skip: index + 1 } });
      }
      imagesRead += Math.max(0, images.length - skip);
      skip = 0;
      const isLast = nextPageToken === '';
      yield { matches: found, imagesRead, after: isLast ? undefined : { token: nextPageToken, skip: 0 } };
      if (isLast) return 'complete';
      if (imagesRead >= bounds.maxImages) return 'image-bound';
      if (clock.now() - startedMs >= bounds.maxMs) return 'time-bound';
    }
  } catch (error) {
    const isTimeOver = error === deadline.signal.reason && deadline.signal.aborted && !signal.aborted;
    if (!isTimeOver) throw error;
    if (hasPage) return 'time-bound';
    // Of a registry that says nothing nobody may think that it has no images.
    const message = `The registry has not sent any images within ${bounds.maxMs} ms.`;
    throw new TimeoutError(message, bounds.maxMs, { cause: error });
  }
  return 'complete';
}

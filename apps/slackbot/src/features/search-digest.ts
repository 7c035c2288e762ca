import { isApiError, type ListImagesQuery } from '@registry-images/client';
import { isDigest, type Image } from '@registry-images/model';

import { streamImages, type ReadBounds } from '../query/stream-images.ts';
import { isInScope } from '../registry-scope.ts';
import type { SearchDeps } from './search-images.ts';

/** What the beginning of a digest turned out to mean. */
export type DigestResolution =
  | { readonly outcome: 'found'; readonly image: Image }
  /** The beginning of several digests, or of one digest in several repositories. There may be more where `isMore`. */
  | { readonly outcome: 'ambiguous'; readonly images: readonly Image[]; readonly isMore: boolean }
  /** A bound was reached after so many images. */
  | { readonly outcome: 'not-found-in-bounds'; readonly imagesRead: number };

/** A person waits, but for an answer that no list would give them sooner. */
const bounds: ReadBounds = { maxImages: 100_000, maxMs: 20_000 };

/** So many choices are offered where a digest's beginning means several. */
const maxChoices = 5;

/**
 * The images whose digest begins so: the one, or the choices; undefined for none, and for a repository that is not there.
 *
 * @throws ImagesError if the registry cannot be asked; the abort reason of `signal`.
 */
export async function searchDigest(
  deps: SearchDeps,
  query: ListImagesQuery,
  prefix: string,
  signal: AbortSignal,
): Promise<DigestResolution | undefined> {
  const isWhole = isDigest(prefix);
  const isMeant = (image: Image): boolean =>
    (isWhole ? image.digest === prefix : image.digest.startsWith(prefix)) &&
    isInScope(deps.scope, image.name);
  const stream = readUntilFound(deps, query, isMeant, signal);
  const found: Image[] = [];
  let imagesRead = 0;
  for (;;) {
    const step = await undefinedIfNotFound(stream.next());
    if (!step) return undefined;
    if (step.done) {
      const [only] = found;
      const isComplete = step.value === 'complete';
      if (!only) return isComplete ? undefined : { outcome: 'not-found-in-bounds', imagesRead };
      // What a bound kept from being read could begin alike: then the only one is a choice, not an answer.
      if (found.length === 1 && (isComplete || isWhole)) return { outcome: 'found', image: only };
      return { outcome: 'ambiguous', images: found, isMore: !isComplete };
    }
    ({ imagesRead } = step.value);
    for (const { image } of step.value.matches) {
      if (found.length === maxChoices) {
        await stream.return('complete');
        return { outcome: 'ambiguous', images: found, isMore: true };
      }
      found.push(image);
    }
  }
}

/** Reads the images of a query that are meant, within the bounds of a search for one. */
export function readUntilFound(
  { images, clock }: SearchDeps,
  query: ListImagesQuery,
  isMeant: (image: Image) => boolean,
  signal: AbortSignal,
): ReturnType<typeof streamImages> {
  return streamImages({
    pagesFrom: (token, pageSignal) =>
      images.images.list(query, { signal: pageSignal, prefetch: true }).byPage({ pageToken: token }),
    from: { token: '', skip: 0 },
    matches: isMeant,
    bounds,
    clock,
    signal,
  });
}

/** The value of a promise; undefined if the registry says that there is no such thing. */
export async function undefinedIfNotFound<Value>(value: Promise<Value>): Promise<Value | undefined> {
  try {
    return await value;
  } catch (error) {
    if (isApiError(error) && error.status === 'NOT_FOUND') return undefined;
    throw error;
  }
}

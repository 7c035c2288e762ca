import { isApiError } from '@registry-images/client';
import type { Image, ImageReference } from '@registry-images/model';

import type { Clock } from '../clock.ts';
import type { ImageArgument } from '../command-syntax.ts';
import { isInScope, wireName } from '../registry-scope.ts';
import type { ImageSource } from './list-images.ts';

/** What became of looking for an image. */
export type FoundImage =
  | { readonly outcome: 'found'; readonly image: Image }
  | { readonly outcome: 'not_found' }
  /** Time ran out after `searched` images of the repository. */
  | { readonly outcome: 'not_found_in_time'; readonly searched: number };

/** How long the images of a repository are searched for a tag or a digest. */
const searchTimeoutMs = 20_000;

/** Images have up to some hundred layers each: a page stays far below what the client reads. */
const searchPageSize = 200;

/**
 * Looks for the image that a person named. The API knows images by their id alone, so a reference is looked for page by
 * page in its repository. Where it has a tag and a digest, the digest decides.
 *
 * @throws ImagesError if the registry cannot be asked; the abort reason of `signal`.
 */
export async function findImage(
  source: ImageSource & { readonly clock: Clock },
  argument: ImageArgument,
  signal: AbortSignal,
): Promise<FoundImage> {
  try {
    if (argument.kind === 'reference') return await searchRepository(source, argument.reference, signal);
    const image = await source.images.images.get(argument.id, { signal });
    // The token may reach further than the registry that the bot was set up for; ids are the same for all of them.
    return isInScope(source.scope, image.name) ? { outcome: 'found', image } : { outcome: 'not_found' };
  } catch (error) {
    if (isApiError(error) && error.status === 'NOT_FOUND') return { outcome: 'not_found' };
    throw error;
  }
}

async function searchRepository(
  { images, scope, clock }: ImageSource & { readonly clock: Clock },
  reference: ImageReference,
  signal: AbortSignal,
): Promise<FoundImage> {
  const deadline = clock.deadline(searchTimeoutMs);
  const pager = images.images.list(
    { repositoryName: wireName(scope, reference.repository), pageSize: searchPageSize },
    { signal: AbortSignal.any([signal, deadline]) },
  );
  let searched = 0;
  try {
    for await (const image of pager) {
      if (isMeant(reference, image)) return { outcome: 'found', image };
      searched += 1;
    }
  } catch (error) {
    if (error === deadline.reason && !signal.aborted) return { outcome: 'not_found_in_time', searched };
    throw error;
  }
  return { outcome: 'not_found' };
}

function isMeant({ tag, digest }: ImageReference, image: Image): boolean {
  if (digest !== undefined) return image.digest === digest;
  return tag !== undefined && image.tags.includes(tag);
}

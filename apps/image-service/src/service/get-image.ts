import type { WireImage } from '@registry-images/model';

import type { Principal } from '../access/principal.ts';
import { findDeletable, type FindDeletableDeps } from './find-deletable.ts';
import { toImage } from './image.ts';

/**
 * Returns one image, just as the list has it, and those that no list has, such as the platforms of an index; of a damaged
 * one what is known, without content.
 *
 * @throws ServiceError `NOT_FOUND`, also for what the caller may not see.
 */
export async function getImage(
  deps: FindDeletableDeps,
  imageId: string,
  principal: Pick<Principal, 'canRead'>,
  signal: AbortSignal,
): Promise<WireImage> {
  return toImage(await findDeletable(deps, imageId, principal, signal));
}

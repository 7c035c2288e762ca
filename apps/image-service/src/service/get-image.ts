import type { WireImage } from '@registry-images/model';

import type { Principal } from '../access/principal.ts';
import { findImage, type FindImageDeps } from './find-image.ts';
import { toImage } from './image.ts';

/**
 * Returns one image, just as the list has it, and those that no list has, such as the platforms of an index; of a damaged
 * one what is known, without content.
 *
 * @throws ServiceError `NOT_FOUND`, also for what the caller may not see.
 */
export async function getImage(
  deps: FindImageDeps,
  imageId: string,
  principal: Pick<Principal, 'canRead' | 'canReadIn'>,
  signal: AbortSignal,
): Promise<WireImage> {
  return toImage(await findImage(deps, imageId, principal, signal));
}

import type { WireImage } from '@registry-images/model';

import { ServiceError } from '../errors.ts';
import type { ImageSource, SourceImage } from '../source/image-source.ts';
import { readContent, toImage, type ReadImageDeps } from './image.ts';

/**
 * Returns one image, just as the list has it: of a damaged one what is known, without content.
 *
 * @throws ServiceError `NOT_FOUND`.
 */
export async function getImage(
  deps: ReadImageDeps,
  imageId: string,
  signal: AbortSignal,
): Promise<WireImage> {
  const image = await findImage(deps.source, imageId, signal);
  return toImage(image, await readContent(deps, image, signal));
}

/**
 * Finds one image.
 *
 * @throws ServiceError `NOT_FOUND`.
 */
export async function findImage(
  source: ImageSource,
  imageId: string,
  signal: AbortSignal,
): Promise<SourceImage> {
  const image = await source.find(imageId, signal);
  if (!image) {
    throw new ServiceError('NOT_FOUND', `Image ${imageId} not found: it never was, or has been deleted.`);
  }
  return image;
}

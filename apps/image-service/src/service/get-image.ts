import type { WireImage } from '@registry-images/model';

import { ServiceError } from '../errors.ts';
import type { ImageSource, SourceImage } from '../source/image-source.ts';
import { toImage } from './image.ts';

/**
 * Returns one image.
 *
 * @throws ServiceError `NOT_FOUND`, or `DATA_LOSS` for an image that is damaged.
 */
export async function getImage(
  source: ImageSource,
  imageId: string,
  signal: AbortSignal,
): Promise<WireImage> {
  const image = await findImage(source, imageId, signal);
  return toImage(image, await image.content(signal));
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

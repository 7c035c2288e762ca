import type { WireImage } from '@registry-images/model';
import type { Logger } from 'pino';

import { isServiceError } from '../errors.ts';
import type { ImageContent, ImageSource, SourceImage } from '../source/image-source.ts';

/** An image of the API. Without content it has neither size nor layers nor date. */
export function toImage(image: SourceImage, content: ImageContent | undefined): WireImage {
  return {
    id: image.id,
    name: image.name,
    digest: image.digest,
    tags: [...image.tags],
    ...(content && {
      compressedSize: content.compressedSize,
      ...(content.config && { config: content.config }),
      layers: content.layers,
      ...(content.createdAt !== undefined && { createdAt: content.createdAt }),
    }),
  };
}

/** What reading images needs. */
export interface ReadImageDeps {
  readonly source: ImageSource;
  readonly logger: Logger;
}

/**
 * Reads an image; undefined for a damaged one, which is logged. It is shown all the same, so that it can be seen and
 * deleted.
 *
 * @throws ServiceError `NOT_FOUND` where the image has gone since it was found.
 */
export async function readContent(
  { logger }: Pick<ReadImageDeps, 'logger'>,
  image: SourceImage,
  signal: AbortSignal,
): Promise<ImageContent | undefined> {
  try {
    return await image.content(signal);
  } catch (error) {
    if (!isServiceError(error, 'DATA_LOSS')) throw error;
    logger.warn({ err: error, image: image.id, name: image.name, digest: image.digest }, 'damaged image');
    return undefined;
  }
}

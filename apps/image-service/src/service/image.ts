import type { WireImage } from '@registry-images/model';

import type { ImageContent, SourceImage } from '../source/image-source.ts';

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
      createdAt: content.createdAt,
    }),
  };
}

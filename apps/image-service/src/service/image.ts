import type { WireImage } from '@registry-images/model';

import type { StoredImage } from '../store/image-store.ts';

/** An image of the API. A damaged one has neither size nor layers nor platforms. */
export function toImage({ id, name, digest, tags, content, createdMs }: StoredImage): WireImage {
  return {
    id,
    name,
    digest,
    tags: [...tags],
    ...(content && {
      compressedSize: content.compressedSize,
      ...(content.config && { config: content.config }),
      layers: [...content.layers],
      platforms: [...content.platforms],
    }),
    createdAt: new Date(createdMs).toISOString(),
  };
}

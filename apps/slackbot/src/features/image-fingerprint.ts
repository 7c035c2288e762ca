import { createHash } from 'node:crypto';

import type { Image } from '@registry-images/model';

/** The same for two looks at an image exactly if its name, digest and set of tags are the same. */
export function imageFingerprint({ name, digest, tags }: Pick<Image, 'name' | 'digest' | 'tags'>): string {
  return createHash('sha256')
    .update(JSON.stringify([name, digest, tags.toSorted()]))
    .digest('base64url');
}

import type { DeletePreview, Image } from '@registry-images/model';

import type { CallOptions } from './call-options.ts';
import { decodeDeletePreview, decodeImage } from './decode.ts';
import type { WireDeleteQuery } from './delete-options.ts';
import { isApiError } from './errors/api-error.ts';
import type { Transport } from './transport.ts';

/**
 * What a deletion would do. `isComplete` tells what is known: all of it, or, from a service that has no previews, no more
 * than the image says itself. Then it is not known what contains the image, what is left behind, what would refuse the
 * deletion and what it would free.
 *
 * @see [Look before you delete](../README.md#look-before-you-delete)
 */
export type DeletionPreview =
  | ({
      /** All of it is known. */
      readonly isComplete: true;
    } & DeletePreview)
  | {
      /** The service has no previews. */
      readonly isComplete: false;
      /** The image that would be deleted. */
      readonly image: Image;
      /** Every tag of the image: they all go with it. */
      readonly tags: string[];
    };

/** Asks for a preview; see `ImagesApi.previewDelete`. */
export async function previewDelete(
  transport: Pick<Transport, 'getImage' | 'previewDeleteImage'>,
  imageId: string,
  query: WireDeleteQuery,
  options: CallOptions,
): Promise<DeletionPreview> {
  try {
    const preview = await transport.previewDeleteImage(imageId, query, {
      method: 'images.previewDelete',
      options,
      decode: decodeDeletePreview,
    });
    return { isComplete: true, ...preview };
  } catch (error) {
    if (!isUnknownMethod(error)) throw error;
    // An image that is there shows that it was the method that is not.
    const image = await transport.getImage(imageId, { method: 'images.get', options, decode: decodeImage });
    return { isComplete: false, image, tags: image.tags };
  }
}

/**
 * Whether this can be the answer of a service that does not have the method: it finds nothing there, says so, or takes all
 * of `<id>:previewDelete` for an id.
 */
function isUnknownMethod(error: unknown): boolean {
  if (!isApiError(error)) return false;
  return (
    ['INVALID_ARGUMENT', 'NOT_FOUND', 'UNIMPLEMENTED'].includes(error.status) || error.httpStatus === 405
  );
}

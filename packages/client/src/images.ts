import { isResourceId, type Image } from '@registry-images/model';

import { checkResourceId } from './arguments.ts';
import type { CallOptions } from './call-options.ts';
import type { Clock } from './clock.ts';
import { decodeImage, decodeOperation, decodePage } from './decode.ts';
import { DecodeError } from './errors/decode-error.ts';
import { toWireQuery, type ListImagesQuery } from './list-query.ts';
import { createOperationHandle, type OperationHandle } from './operation-handle.ts';
import type { OperationsApi } from './operations.ts';
import { createImagePager, type ImagePager } from './pager.ts';
import type { Transport } from './transport.ts';

/** The methods on images. Besides what is named, each promise rejects with any of this package's errors. */
export interface ImagesApi {
  /**
   * Lists images. Nothing is sent before the pager is walked through; `query` is read now, so later changes to it do
   * not matter.
   *
   * @throws InvalidArgumentError at once, if `query` cannot be right.
   */
  list(query?: ListImagesQuery, options?: CallOptions): ImagePager;
  /** Reads one image. An image that is not there is an ApiError with the status NOT_FOUND. */
  get(imageId: string, options?: CallOptions): Promise<Image>;
  /** Starts to delete one image with all its tags. The image is gone once the handle's `wait` has resolved. */
  delete(imageId: string, options?: CallOptions): Promise<OperationHandle>;
}

/** Makes the methods on images. */
export function createImagesApi(transport: Transport, operations: OperationsApi, clock: Clock): ImagesApi {
  return {
    list(query = {}, options = {}) {
      const wireQuery = toWireQuery(query);
      return createImagePager(async (pageToken) =>
        decodePage(await transport.listImages({ ...wireQuery, ...(pageToken && { pageToken }) }, options)),
      );
    },
    async get(imageId, options = {}) {
      return decodeImage(await transport.getImage(checkResourceId('imageId', imageId), options));
    },
    async delete(imageId, options = {}) {
      const answer = await transport.deleteImage(checkResourceId('imageId', imageId), options);
      const operation = decodeOperation(answer);
      if (!operation.done && !isResourceId(operation.id)) {
        throw new DecodeError(
          `The deletion of image ${imageId} was started, but its operation has no id that can be asked about.`,
          '/id',
        );
      }
      return createOperationHandle(clock, operations, imageId, operation);
    },
  };
}

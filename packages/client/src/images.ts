import type { Image } from '@registry-images/model';

import { checkHeaderValue, checkResourceId } from './arguments.ts';
import type { CallOptions } from './call-options.ts';
import type { Clock } from './clock.ts';
import { decodeImage, decodePage } from './decode.ts';
import { toDeleteQuery, type DeleteOptions, type PreviewDeleteOptions } from './delete-options.ts';
import { toWireQuery, type ListImagesQuery } from './list-query.ts';
import { createOperationHandle, decodeStarted, type OperationHandle } from './operation-handle.ts';
import { createImagePager, type ImagePager } from './pager.ts';
import { previewDelete, type DeletionPreview } from './preview-delete.ts';
import { randomUuid } from './random-uuid.ts';
import type { Transport } from './transport.ts';

/**
 * What a list takes besides the query. The time limits are those of each page.
 *
 * @see [Calls](../README.md#calls)
 */
export interface ListOptions extends CallOptions {
  /** Whether to ask for the next page while the page before it is walked through. Default: false. */
  readonly prefetch?: boolean;
}

/**
 * The methods on images. Besides what is named, each promise rejects with any of this package's errors.
 *
 * @see https://yandex.cloud/en/docs/container-registry/api-ref
 */
export interface ImagesApi {
  /**
   * Lists images. Nothing is sent before the pager is walked through; `query` is read now, so later changes to it do
   * not matter.
   *
   * @throws InvalidArgumentError at once, if `query` cannot be right.
   * @see https://yandex.cloud/en/docs/container-registry/api-ref/Image/list
   */
  list(query?: ListImagesQuery, options?: ListOptions): ImagePager;
  /**
   * Reads one image.
   *
   * @throws ApiError with the status NOT_FOUND if it is not there.
   * @see https://yandex.cloud/en/docs/container-registry/api-ref/Image/get
   */
  get(imageId: string, options?: CallOptions): Promise<Image>;
  /**
   * Starts to delete one image with all its tags. The image is gone once the handle's `wait` has resolved.
   *
   * A NOT_FOUND whose `attempts` is more than 1 may mean that an earlier attempt, of which the answer got lost, did it.
   *
   * @throws ApiError with the status NOT_FOUND if the image is not there, FAILED_PRECONDITION if something keeps it,
   *   ABORTED if it is not what `ifMatch` says.
   * @see https://yandex.cloud/en/docs/container-registry/api-ref/Image/delete
   */
  delete(imageId: string, options?: DeleteOptions): Promise<OperationHandle>;
  /**
   * Tells what `delete` with the same options would do, and changes nothing. With `ifMatch: preview.etag` the deletion then
   * does that, or is refused.
   *
   * Previews are an extension of the image service. Of a service that lacks it, such as Yandex Cloud, the answer has
   * `isComplete: false` and what the image itself tells. That takes a second request, which has its own time limit.
   *
   * @throws ApiError with the status NOT_FOUND if the image is not there.
   * @see [Look before you delete](../README.md#look-before-you-delete)
   */
  previewDelete(imageId: string, options?: PreviewDeleteOptions): Promise<DeletionPreview>;
}

/** Makes the methods on images. */
export function createImagesApi(transport: Transport, clock: Clock): ImagesApi {
  return {
    list(query = {}, { prefetch, ...options } = {}) {
      const wireQuery = toWireQuery(query);
      return createImagePager(
        (pageToken, signal) =>
          transport.listImages(
            { ...wireQuery, ...(pageToken && { pageToken }) },
            { method: 'images.list', options: { ...options, ...(signal && { signal }) }, decode: decodePage },
          ),
        { prefetch, signal: options.signal },
      );
    },
    async get(imageId, options = {}) {
      return transport.getImage(checkResourceId('imageId', imageId), {
        method: 'images.get',
        options,
        decode: decodeImage,
      });
    },
    async delete(imageId, options = {}) {
      const { idempotencyKey = randomUuid(), ifMatch } = options;
      const operation = await transport.deleteImage(
        checkResourceId('imageId', imageId),
        toDeleteQuery(options),
        {
          method: 'images.delete',
          options,
          decode: decodeStarted,
          headers: {
            'idempotency-key': checkHeaderValue('idempotencyKey', idempotencyKey, 128),
            ...(ifMatch !== undefined && { 'if-match': checkHeaderValue('ifMatch', ifMatch, 200) }),
          },
        },
      );
      return createOperationHandle(clock, transport, { imageId, operation });
    },
    async previewDelete(imageId, options = {}) {
      return previewDelete(transport, checkResourceId('imageId', imageId), toDeleteQuery(options), options);
    },
  };
}

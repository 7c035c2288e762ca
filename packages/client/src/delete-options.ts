import type { ApiPaths } from '@registry-images/model';

import type { CallOptions } from './call-options.ts';

/**
 * What is to be deleted with the image: an extension of the image service. Others may ignore it, or refuse it.
 *
 * @see [Look before you delete](../README.md#look-before-you-delete)
 */
export interface DeletedTogether {
  /** Whether what says something about the image goes, such as its signatures. Default: false. */
  readonly deleteReferrers?: boolean;
  /** Whether the images of a multi-arch index go that no other index contains and no tag points at. Default: false. */
  readonly deleteOrphanedChildren?: boolean;
}

/**
 * What a deletion takes.
 *
 * @see https://yandex.cloud/en/docs/api-design-guide/concepts/idempotency
 * @see [Look before you delete](../README.md#look-before-you-delete)
 */
export interface DeleteOptions extends CallOptions, DeletedTogether {
  /**
   * Tells the service that this deletion is the same one as another with this key: 1 to 128 visible ASCII characters,
   * best a UUID. Default: a new one for each call, which all attempts of the call share.
   */
  readonly idempotencyKey?: string;
  /**
   * What the image has to be: its digest, or the `etag` of a preview with the same options. Where it is something else by
   * now, the call is refused with ABORTED. An extension of the image service: others may ignore it.
   */
  readonly ifMatch?: string;
}

/**
 * What a preview takes: the options of the deletion that is to be previewed.
 *
 * @see [Look before you delete](../README.md#look-before-you-delete)
 */
export interface PreviewDeleteOptions extends CallOptions, DeletedTogether {}

/** The query of a deletion, or of its preview. */
export type WireDeleteQuery = NonNullable<
  ApiPaths['/container-registry/v1/images/{imageId}']['delete']['parameters']['query']
>;

/**
 * Writes the query. What is not wanted is left out, because not every service knows these parameters; and only `true` is
 * wanted, because "false" from a form would otherwise delete more.
 */
export function toDeleteQuery({ deleteReferrers, deleteOrphanedChildren }: DeletedTogether): WireDeleteQuery {
  return {
    ...(deleteReferrers === true && { deleteReferrers }),
    ...(deleteOrphanedChildren === true && { deleteOrphanedChildren }),
  };
}

/**
 * The methods of the API that send requests, as callers know them.
 *
 * @see https://yandex.cloud/en/docs/container-registry/api-ref
 */
export type MethodName =
  | 'images.list'
  | 'images.get'
  | 'images.delete'
  | 'images.previewDelete'
  | 'operations.get';

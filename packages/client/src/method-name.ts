/** The methods of the API that send requests, as callers know them. */
export type MethodName =
  | 'images.list'
  | 'images.get'
  | 'images.delete'
  | 'images.previewDelete'
  | 'operations.get';

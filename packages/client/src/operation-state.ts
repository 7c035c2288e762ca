import type { WireOperation } from '@registry-images/model';

/**
 * What is needed to go on waiting for an operation: what a handle's `toJSON` gives. It is plain JSON and holds no secret.
 * `{ imageId, operation: { id } }` will do.
 *
 * @see [Long deletions](../README.md#long-deletions)
 */
export interface OperationState {
  /** The image that the operation deletes. */
  readonly imageId: string;
  /** The operation as it was seen last. */
  readonly operation: WireOperation;
}

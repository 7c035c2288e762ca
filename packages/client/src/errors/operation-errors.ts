import type { StatusCode } from '@registry-images/model';

import type { OperationState } from '../operation-state.ts';
import { ImagesError, type ImagesErrorOptions } from './images-error.ts';

/**
 * What an {@link OperationFailedError} knows besides what every error may know.
 *
 * @see https://yandex.cloud/en/docs/api-design-guide/concepts/operation
 */
export interface OperationFailedErrorFields {
  /** The operation that failed: for `operations.get`. */
  readonly operationId: string;
  /** The image that the operation was to delete. */
  readonly imageId: string;
  /** Why it failed. */
  readonly status: StatusCode;
  /** The reason in the service's own words; empty where it gave none. */
  readonly serverMessage: string;
}

/**
 * The operation has ended, without success.
 *
 * @see https://yandex.cloud/en/docs/api-design-guide/concepts/operation
 */
export class OperationFailedError extends ImagesError implements OperationFailedErrorFields {
  override readonly name = 'OperationFailedError';
  override readonly code = 'OPERATION_FAILED';
  declare readonly operationId: string;
  declare readonly imageId: string;
  declare readonly status: StatusCode;
  declare readonly serverMessage: string;

  constructor(message: string, fields: ImagesErrorOptions & OperationFailedErrorFields) {
    super(message, fields);
    this.status = fields.status;
  }
}

/**
 * The operation had not ended when the wait for it did. It may still run, and may still succeed: give `state` to
 * `operations.resume` to go on waiting, in another process too.
 *
 * @see [Long deletions](../../README.md#long-deletions)
 */
export class OperationTimeoutError extends ImagesError {
  override readonly name = 'OperationTimeoutError';
  override readonly code = 'OPERATION_TIMEOUT';
  /** The operation that was waited for: for `operations.get`. */
  declare readonly operationId: string;
  /** The image that the operation is to delete. */
  declare readonly imageId: string;
  /** How long was waited, in ms. */
  declare readonly timeoutMs: number;
  /** The operation as it was seen last. */
  declare readonly state: OperationState;

  constructor(
    message: string,
    fields: ImagesErrorOptions & {
      readonly operationId: string;
      readonly timeoutMs: number;
      readonly state: OperationState;
    },
  ) {
    super(message, { retryable: true, ...fields });
    this.imageId = fields.state.imageId;
  }
}

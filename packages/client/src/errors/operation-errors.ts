import type { StatusCode, StatusDetail } from '@registry-images/model';

import { ImagesError } from './images-error.ts';

/** What an {@link OperationFailedError} knows besides its message. */
export interface OperationFailedErrorFields {
  readonly operationId: string;
  /** The image that the operation was to delete. */
  readonly imageId: string;
  /** Why it failed. */
  readonly status: StatusCode;
  /** The reason in the service's own words; empty where it gave none. */
  readonly serverMessage: string;
  readonly details: readonly StatusDetail[];
}

/** The operation has ended, without success. */
export class OperationFailedError extends ImagesError implements OperationFailedErrorFields {
  override readonly name = 'OperationFailedError';
  override readonly code = 'OPERATION_FAILED';
  readonly operationId: string;
  readonly imageId: string;
  readonly status: StatusCode;
  readonly serverMessage: string;
  readonly details: readonly StatusDetail[];

  constructor(message: string, fields: OperationFailedErrorFields) {
    super(message);
    this.operationId = fields.operationId;
    this.imageId = fields.imageId;
    this.status = fields.status;
    this.serverMessage = fields.serverMessage;
    this.details = fields.details;
  }

  override toJSON(): Record<string, unknown> {
    const { operationId, imageId, status, serverMessage, details } = this;
    return { ...super.toJSON(), operationId, imageId, status, serverMessage, details };
  }
}

/** The operation had not ended when the wait for it did. It may still be running, and may still succeed. */
export class OperationTimeoutError extends ImagesError {
  override readonly name = 'OperationTimeoutError';
  override readonly code = 'OPERATION_TIMEOUT';
  readonly operationId: string;
  /** The image that the operation is to delete. */
  readonly imageId: string;

  constructor(message: string, ids: { readonly operationId: string; readonly imageId: string }) {
    super(message);
    this.operationId = ids.operationId;
    this.imageId = ids.imageId;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), operationId: this.operationId, imageId: this.imageId };
  }
}

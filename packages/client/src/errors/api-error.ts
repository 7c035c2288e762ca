import type { StatusCode, StatusDetail } from '@registry-images/model';

import { ImagesError, isImagesError } from './images-error.ts';

/** What an {@link ApiError} knows besides its message. */
export interface ApiErrorFields {
  /** The code of the Status in the body; where there is none, the code that fits the HTTP status best. */
  readonly status: StatusCode;
  /** The HTTP status of the answer. */
  readonly httpStatus: number;
  /** The service's id of the request, for its logs; undefined where the service did not say. */
  readonly requestId: string | undefined;
  /** The reason in the service's own words; empty where it gave none. */
  readonly serverMessage: string;
  /** The facts of the Status in the body. */
  readonly details: readonly StatusDetail[];
}

/** The service answered, with something else than success. */
export class ApiError extends ImagesError implements ApiErrorFields {
  override readonly name = 'ApiError';
  override readonly code = 'API';
  readonly status: StatusCode;
  readonly httpStatus: number;
  readonly requestId: string | undefined;
  readonly serverMessage: string;
  readonly details: readonly StatusDetail[];

  constructor(message: string, fields: ApiErrorFields) {
    super(message);
    this.status = fields.status;
    this.httpStatus = fields.httpStatus;
    this.requestId = fields.requestId;
    this.serverMessage = fields.serverMessage;
    this.details = fields.details;
  }

  override toJSON(): Record<string, unknown> {
    const { status, httpStatus, requestId, serverMessage, details } = this;
    return { ...super.toJSON(), status, httpStatus, requestId, serverMessage, details };
  }
}

/** Whether `value` is an {@link ApiError}, be it from another copy of the package. */
export function isApiError(value: unknown): value is ApiError {
  return isImagesError(value) && value.code === 'API';
}

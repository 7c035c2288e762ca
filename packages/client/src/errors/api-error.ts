import type { StatusCode } from '@registry-images/model';

import { ImagesError, isImagesError, type ImagesErrorOptions } from './images-error.ts';

/**
 * What an {@link ApiError} knows besides what every error may know.
 *
 * @see https://google.aip.dev/193
 */
export interface ApiErrorFields {
  /** The code of the Status in the body; where there is none, the code that fits the HTTP status best. */
  readonly status: StatusCode;
  /** The HTTP status of the answer. */
  readonly httpStatus: number;
  /** The reason in the service's own words; empty where it gave none. */
  readonly serverMessage: string;
  /** How long to wait before the next attempt, in ms, as the service wishes; undefined where it did not say. */
  readonly retryAfterMs: number | undefined;
}

/**
 * The service answered, with something else than success.
 *
 * @see https://google.aip.dev/193
 */
export class ApiError extends ImagesError implements ApiErrorFields {
  override readonly name = 'ApiError';
  override readonly code = 'API';
  declare readonly httpStatus: number;
  declare readonly status: StatusCode;
  declare readonly serverMessage: string;
  declare readonly retryAfterMs: number | undefined;

  constructor(message: string, fields: ImagesErrorOptions & ApiErrorFields) {
    super(message, fields);
    this.status = fields.status;
  }
}

/**
 * Whether `value` is an {@link ApiError}, be it from another copy of the package.
 *
 * @see [Errors](../../README.md#errors)
 */
export function isApiError(value: unknown): value is ApiError {
  return isImagesError(value) && value.code === 'API';
}

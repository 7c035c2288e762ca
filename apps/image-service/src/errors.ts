import type { StatusCode, StatusDetail } from '@registry-images/model';

/** Why a request cannot be answered, in the terms of the API. Its message is for the caller: no paths, no internals. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: StatusCode;
  readonly details: readonly StatusDetail[];

  constructor(
    code: StatusCode,
    message: string,
    options: { details?: StatusDetail[]; cause?: unknown } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.details = options.details ?? [];
  }
}

/** An argument that the caller has to change; `field` is its name in the API. */
export function invalidArgument(field: string, description: string): ServiceError {
  return new ServiceError('INVALID_ARGUMENT', `${field} ${description}`, {
    details: [
      { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [{ field, description }] },
    ],
  });
}

/** Whether `error` is a {@link ServiceError} of one of `codes`. */
export function isServiceError(error: unknown, ...codes: readonly StatusCode[]): error is ServiceError {
  return error instanceof ServiceError && (codes.length === 0 || codes.includes(error.code));
}

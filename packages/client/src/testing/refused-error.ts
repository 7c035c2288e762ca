import { httpStatusOf, statusCodeNumber, type StatusCode, type StatusDetail } from '@registry-images/model';

/** Why the fake refuses a request, as the API says it. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly code: StatusCode;
  readonly details: readonly StatusDetail[];

  constructor(code: StatusCode, message: string, details: readonly StatusDetail[] = []) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** An argument that the caller has to change; `field` is its name in the API. */
export function invalidArgument(field: string, description: string): RefusedError {
  return new RefusedError('INVALID_ARGUMENT', `${field} ${description}`, [
    { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [{ field, description }] },
  ]);
}

/** The answer that refuses: a Status, under the HTTP status that its code maps to. */
export function toResponse({ code, message, details }: RefusedError): Response {
  const status = {
    code: statusCodeNumber(code),
    ...(message !== '' && { message }),
    ...(details.length > 0 && { details }),
  };
  return Response.json(status, { status: httpStatusOf(code) });
}

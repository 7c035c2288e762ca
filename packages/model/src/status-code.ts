/** The name of a google.rpc.Code. */
export type StatusCode =
  | 'OK'
  | 'CANCELLED'
  | 'UNKNOWN'
  | 'INVALID_ARGUMENT'
  | 'DEADLINE_EXCEEDED'
  | 'NOT_FOUND'
  | 'ALREADY_EXISTS'
  | 'PERMISSION_DENIED'
  | 'RESOURCE_EXHAUSTED'
  | 'FAILED_PRECONDITION'
  | 'ABORTED'
  | 'OUT_OF_RANGE'
  | 'UNIMPLEMENTED'
  | 'INTERNAL'
  | 'UNAVAILABLE'
  | 'DATA_LOSS'
  | 'UNAUTHENTICATED';

/**
 * The codes of google.rpc.Code and the HTTP status that each maps to. This table is the only one: the service answers
 * by it and the client reads by it.
 *
 * @see https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto
 */
const codes: Readonly<Record<StatusCode, { number: number; httpStatus: number }>> = {
  OK: { number: 0, httpStatus: 200 },
  CANCELLED: { number: 1, httpStatus: 499 },
  UNKNOWN: { number: 2, httpStatus: 500 },
  INVALID_ARGUMENT: { number: 3, httpStatus: 400 },
  DEADLINE_EXCEEDED: { number: 4, httpStatus: 504 },
  NOT_FOUND: { number: 5, httpStatus: 404 },
  ALREADY_EXISTS: { number: 6, httpStatus: 409 },
  PERMISSION_DENIED: { number: 7, httpStatus: 403 },
  RESOURCE_EXHAUSTED: { number: 8, httpStatus: 429 },
  FAILED_PRECONDITION: { number: 9, httpStatus: 400 },
  ABORTED: { number: 10, httpStatus: 409 },
  OUT_OF_RANGE: { number: 11, httpStatus: 400 },
  UNIMPLEMENTED: { number: 12, httpStatus: 501 },
  INTERNAL: { number: 13, httpStatus: 500 },
  UNAVAILABLE: { number: 14, httpStatus: 503 },
  DATA_LOSS: { number: 15, httpStatus: 500 },
  UNAUTHENTICATED: { number: 16, httpStatus: 401 },
};

/** Every code, in the order of their numbers. */
export const statusCodes: readonly StatusCode[] = Object.keys(codes).filter(isStatusCode);

/** The number of a code, as in `Status.code`. */
export function statusCodeNumber(code: StatusCode): number {
  return codes[code].number;
}

/** The name of a code by its number; UNKNOWN for a number that google.rpc.Code does not have. */
export function statusCodeName(number: number): StatusCode {
  return statusCodes.find((code) => codes[code].number === number) ?? 'UNKNOWN';
}

/** The HTTP status that answers with this code. */
export function httpStatusOf(code: StatusCode): number {
  return codes[code].httpStatus;
}

/**
 * The code that fits an HTTP status best, for answers of which the body says nothing, such as a proxy's error page. 400,
 * 409 and 500 belong to several codes: INVALID_ARGUMENT, ABORTED and UNKNOWN are chosen.
 */
export function statusCodeOfHttp(httpStatus: number): StatusCode {
  const named = statusOfHttp[httpStatus];
  if (named) return named;
  if (httpStatus >= 200 && httpStatus < 300) return 'OK';
  if (httpStatus >= 400 && httpStatus < 500) return 'FAILED_PRECONDITION';
  return 'UNKNOWN';
}

const statusOfHttp: Readonly<Record<number, StatusCode>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  408: 'DEADLINE_EXCEEDED',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  499: 'CANCELLED',
  500: 'UNKNOWN',
  501: 'UNIMPLEMENTED',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

function isStatusCode(name: string): name is StatusCode {
  return Object.hasOwn(codes, name);
}

/**
 * Every code of google.rpc.Code, in the order of their numbers, which begin at 0.
 *
 * @see https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto
 */
export const statusCodes = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;

/**
 * The name of a google.rpc.Code.
 *
 * @see https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto
 */
export type StatusCode = (typeof statusCodes)[number];

/** The HTTP status that answers with each code. This table is the only one: the service answers by it. */
const httpStatuses: Readonly<Record<StatusCode, number>> = {
  OK: 200,
  CANCELLED: 499,
  UNKNOWN: 500,
  INVALID_ARGUMENT: 400,
  DEADLINE_EXCEEDED: 504,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  PERMISSION_DENIED: 403,
  RESOURCE_EXHAUSTED: 429,
  FAILED_PRECONDITION: 400,
  ABORTED: 409,
  OUT_OF_RANGE: 400,
  UNIMPLEMENTED: 501,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  DATA_LOSS: 500,
  UNAUTHENTICATED: 401,
};

/**
 * The number of a code, as in `Status.code`.
 *
 * @see https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto
 */
export function statusCodeNumber(code: StatusCode): number {
  return statusCodes.indexOf(code);
}

/**
 * The name of a code by its number; UNKNOWN for a number that google.rpc.Code does not have.
 *
 * @see https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto
 */
export function statusCodeName(number: number): StatusCode {
  return statusCodes[number] ?? 'UNKNOWN';
}

/**
 * The HTTP status that answers with this code.
 *
 * @see https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto
 */
export function httpStatusOf(code: StatusCode): number {
  return httpStatuses[code];
}

/**
 * The code that fits an HTTP status best, for answers of which the body says nothing, such as a proxy's error page. 400,
 * 409 and 500 belong to several codes: INVALID_ARGUMENT, ABORTED and UNKNOWN are chosen.
 *
 * @see https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto
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
  501: 'UNIMPLEMENTED',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

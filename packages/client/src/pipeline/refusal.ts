import { statusCodeOfHttp, statusCodes, type Status, type StatusCode } from '@registry-images/model';

import type { Clock } from '../clock.ts';
import { decodeStatus, parseJson } from '../decode.ts';
import { decodeErrorDetail } from '../error-details.ts';
import { ApiError } from '../errors/api-error.ts';
import { decodeOr } from '../errors/decode-error.ts';
import type { CallFacts } from '../errors/images-error.ts';
import type { Answer } from './exchange.ts';
import { retryAfterMsOf } from './retry-after.ts';

/**
 * Reads an answer that is not 2xx. The Status in the body decides, because several codes share an HTTP status. Proxies
 * answer with pages of their own, or with nothing: then the HTTP status decides.
 *
 * @param request the request in words, for the message
 */
export function toApiError(
  clock: Pick<Clock, 'now'>,
  request: string,
  answer: Answer,
  facts: CallFacts,
): ApiError {
  const { status: httpStatus, headers } = answer.response;
  const body = decodeOr<Status | undefined>(
    () => decodeStatus(parseJson(answer.text ?? '')),
    () => undefined,
  );
  const known = nameOfCode(body?.code ?? 0);
  const status = known ?? statusCodeOfHttp(httpStatus);
  const details = (body?.details ?? []).map(decodeErrorDetail);
  const info = details.find((detail) => detail.type === 'RequestInfo');
  const said = body ? body.message : 'the body gives no reason; perhaps a proxy answered.';
  return new ApiError(`${request}: ${status} (HTTP ${httpStatus})${said === '' ? '.' : `: ${said}`}`, {
    ...facts,
    status,
    httpStatus,
    requestId: facts.requestId ?? (info?.requestId || undefined),
    serverMessage: body?.message ?? '',
    details,
    retryAfterMs: retryAfterMsOf(clock, headers, details),
    // https://google.aip.dev/194, and what proxies answer where the service behind them did not.
    retryable:
      ['UNAVAILABLE', 'RESOURCE_EXHAUSTED'].includes(status) ||
      (!known && [408, 502, 503, 504].includes(httpStatus)),
  });
}

/** The name of a google.rpc.Code; undefined for 0, which is no error, and for numbers that are none. */
export function nameOfCode(number: number): StatusCode | undefined {
  return number === 0 ? undefined : statusCodes[number];
}

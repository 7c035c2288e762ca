import { statusCodeOfHttp, statusCodes, type StatusCode } from '@registry-images/model';

import type { Clock } from '../clock.ts';
import { decodeStatus, parseJson } from '../decode.ts';
import { decodeErrorDetail } from '../error-details.ts';
import { ApiError } from '../errors/api-error.ts';
import { ConnectionError } from '../errors/connection-error.ts';
import { decodeOr } from '../errors/decode-error.ts';
import { factsOf, nameOf, type Answer, type Exchange } from './exchange.ts';
import { retryAfterMsOf } from './retry-after.ts';

/**
 * Reads an answer that is not 2xx. A redirect is not followed, and no answer of the service. Of all others the Status in the
 * body decides, because several codes share an HTTP status. Proxies answer with pages of their own, or with nothing: then
 * the HTTP status decides.
 */
export function toRefusal(
  clock: Pick<Clock, 'now'>,
  exchange: Pick<Exchange, 'httpMethod' | 'url' | 'progress'>,
  answer: Answer,
): ApiError | ConnectionError {
  const facts = factsOf(exchange);
  const { status: httpStatus, headers } = answer.response;
  // Browsers do not show the status of a redirect that is not followed: it is 0.
  if (httpStatus < 400 && httpStatus !== 304) {
    return new ConnectionError(`${nameOf(exchange)}: redirects are not followed. Check the base URL.`, facts);
  }
  const body = decodeOr(
    () => decodeStatus(parseJson(answer.text ?? '', exchange.progress.token)),
    () => decodeStatus({}),
  );
  const known = nameOfCode(body.code);
  const status = known ?? statusCodeOfHttp(httpStatus);
  const details = body.details.map(decodeErrorDetail);
  const info = details.find((detail) => detail.type === 'RequestInfo');
  const said = body.message || `no reason given${known ? '' : '; perhaps a proxy answered'}.`;
  return new ApiError(`${nameOf(exchange)}: ${status} (HTTP ${httpStatus}): ${said}`, {
    ...facts,
    status,
    httpStatus,
    requestId: facts.requestId ?? (info?.requestId || undefined),
    serverMessage: body.message,
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
  return statusCodes[number || -1];
}

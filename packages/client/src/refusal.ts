import {
  statusCodeName,
  statusCodeNumber,
  statusCodeOfHttp,
  type Status,
  type StatusCode,
  type StatusDetail,
} from '@registry-images/model';

import { decodeStatus, parseJson } from './decode.ts';
import { ApiError } from './errors/api-error.ts';
import { DecodeError } from './errors/decode-error.ts';

/**
 * Reads an answer that is not 2xx. The Status in the body decides, because several codes share an HTTP status. Proxies
 * answer with pages of their own, or with nothing: then the HTTP status decides.
 *
 * @param request the request in words, for the message
 * @param text the body of `response`
 */
export function toApiError(request: string, response: Response, text: string): ApiError {
  const body = readStatus(text);
  const httpStatus = response.status;
  const status = nameOfCode(body?.code ?? 0) ?? statusCodeOfHttp(httpStatus);
  const said = body
    ? body.message
    : 'the body says no reason; perhaps something before the service answered.';
  return new ApiError(`${request}: ${status} (HTTP ${httpStatus})${said === '' ? '.' : `: ${said}`}`, {
    status,
    httpStatus,
    requestId: response.headers.get('x-request-id') ?? requestIdIn(body?.details ?? []),
    serverMessage: body?.message ?? '',
    details: body?.details ?? [],
  });
}

/** The name of a google.rpc.Code; undefined for 0, which is no error, and for numbers that are none. */
export function nameOfCode(number: number): StatusCode | undefined {
  const name = statusCodeName(number);
  return name !== 'OK' && statusCodeNumber(name) === number ? name : undefined;
}

function readStatus(text: string): Status | undefined {
  try {
    return decodeStatus(parseJson(text));
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

/** @see https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto (RequestInfo) */
function requestIdIn(details: readonly StatusDetail[]): string | undefined {
  const info = details.find((detail) => detail['@type'] === 'type.googleapis.com/google.rpc.RequestInfo');
  const requestId = info?.['requestId'];
  return typeof requestId === 'string' && requestId !== '' ? requestId : undefined;
}

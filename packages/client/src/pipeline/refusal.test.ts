import { httpStatusOf, statusCodeNumber, statusCodes } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import type { ApiError } from '../errors/api-error.ts';
import { ConnectionError } from '../errors/connection-error.ts';
import { nameOfCode, toRefusal } from './refusal.ts';

const clock = { now: () => Date.parse('2026-01-01T00:00:00Z') };

function errorOf(
  httpStatus: number,
  text: string,
  headers: Record<string, string> = {},
): ApiError | ConnectionError {
  const response = new Response(null, { status: httpStatus, headers });
  const exchange = { httpMethod: 'GET', url: 'x', progress: { attempts: 2, response, token: 'hunter2' } };
  return toRefusal(clock, exchange, { response, text });
}

describe('toRefusal', () => {
  it.each(statusCodes.filter((code) => code !== 'OK'))('takes %s from the Status in the body', (code) => {
    const body = JSON.stringify({ code: statusCodeNumber(code), message: 'because' });
    const httpStatus = httpStatusOf(code);
    expect(errorOf(httpStatus, body)).toMatchObject({
      message: `GET x: ${code} (HTTP ${httpStatus}): because`,
      serverMessage: 'because',
      status: code,
      httpStatus,
    });
  });

  it.each([
    [400, '', 'INVALID_ARGUMENT'],
    [401, 'Unauthorized', 'UNAUTHENTICATED'],
    [403, '[]', 'PERMISSION_DENIED'],
    [404, '<html>no such page</html>', 'NOT_FOUND'],
    [409, '{}', 'ABORTED'],
    [418, '{"code":"x"}', 'FAILED_PRECONDITION'],
    [429, '{"code":0}', 'RESOURCE_EXHAUSTED'],
    [499, 'null', 'CANCELLED'],
    [500, '', 'UNKNOWN'],
    [501, '{"code":501,"message":"no"}', 'UNIMPLEMENTED'],
    [502, '<html>', 'UNAVAILABLE'],
    [503, '', 'UNAVAILABLE'],
    [504, '', 'DEADLINE_EXCEEDED'],
  ])('takes HTTP %d with the body %j for %s', (httpStatus, body, status) => {
    expect(errorOf(httpStatus, body)).toMatchObject({ httpStatus, status, details: [] });
  });

  it.each([301, 302, 307, 308])('takes HTTP %d for a redirect, which is not followed', (httpStatus) => {
    const error = errorOf(httpStatus, '{"code":14}');
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({
      message: 'GET x: redirects are not followed. Check the base URL.',
      httpStatus,
      retryable: false,
    });
  });

  it('says that something else may have answered, and does not repeat its page', () => {
    expect(errorOf(502, '<html>secret</html>').message).toBe(
      'GET x: UNAVAILABLE (HTTP 502): no reason given; perhaps a proxy answered.',
    );
    expect(errorOf(404, '{"code":5}').message).toBe('GET x: NOT_FOUND (HTTP 404): no reason given.');
  });

  it('takes the token out of what the service says', () => {
    const body = String.raw`{"code":7,"message":"not h\u0075nter2","details":[{"hunter2":["hunter2"]}]}`;
    expect(errorOf(403, body, { 'x-server-trace-id': 'hunter2' })).toMatchObject({
      message: 'GET x: PERMISSION_DENIED (HTTP 403): not …',
      serverMessage: 'not …',
      serverTraceId: '…',
      details: [{ type: 'Other', detail: { '…': ['…'] } }],
    });
  });

  it('finds the id of the request in the header, which the facts have, or in the details', () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RequestInfo', requestId: 'from-body' }];
    const body = JSON.stringify({ code: 13, details });
    expect(errorOf(500, body, { 'x-request-id': 'from-header' }).requestId).toBe('from-header');
    expect(errorOf(500, body)).toMatchObject({
      requestId: 'from-body',
      details: [{ type: 'RequestInfo', requestId: 'from-body', servingData: '' }],
      attempts: 2,
    });
    expect(errorOf(500, '{"code":13}').requestId).toBeUndefined();
  });

  it.each([
    [503, '', true],
    [503, '{"code":14}', true],
    [429, '{"code":8}', true],
    [502, '<html>', true],
    [504, '', true],
    [408, '', true],
    [504, '{"code":4}', false],
    [500, '', false],
    [500, '{"code":13}', false],
    [409, '{"code":10}', false],
    [404, '', false],
  ])('says of HTTP %d with the body %j whether it may pass: %j', (httpStatus, body, retryable) => {
    expect(errorOf(httpStatus, body).retryable).toBe(retryable);
  });

  it('knows when to come back', () => {
    expect(errorOf(503, '', { 'retry-after': '7' })).toHaveProperty('retryAfterMs', 7000);
    expect(errorOf(503, '')).toHaveProperty('retryAfterMs', undefined);
  });
});

describe('nameOfCode', () => {
  it('knows errors only', () => {
    expect([0, 1, 5, 16, 17, -1, 404].map(nameOfCode)).toEqual([
      undefined,
      'CANCELLED',
      'NOT_FOUND',
      'UNAUTHENTICATED',
      undefined,
      undefined,
      undefined,
    ]);
  });
});

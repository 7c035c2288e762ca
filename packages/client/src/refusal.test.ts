import { httpStatusOf, statusCodeNumber, statusCodes } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import { nameOfCode, toApiError } from './refusal.ts';

const answer = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers });

describe('toApiError', () => {
  it.each(statusCodes.filter((code) => code !== 'OK'))('takes %s from the Status in the body', (code) => {
    const body = JSON.stringify({ code: statusCodeNumber(code), message: 'because' });
    const httpStatus = httpStatusOf(code);
    expect(toApiError('GET x', answer(httpStatus), body)).toMatchObject({
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
    [302, '', 'UNKNOWN'],
  ])('takes HTTP %d with the body %j for %s', (httpStatus, body, status) => {
    expect(toApiError('GET x', answer(httpStatus), body)).toMatchObject({ httpStatus, status, details: [] });
  });

  it('says that something else may have answered, and does not repeat its page', () => {
    expect(toApiError('GET x', answer(502), '<html>secret</html>').message).toBe(
      'GET x: UNAVAILABLE (HTTP 502): the body says no reason; perhaps something before the service answered.',
    );
    expect(toApiError('GET x', answer(404), '{"code":5}').message).toBe('GET x: NOT_FOUND (HTTP 404).');
  });

  it('finds the id of the request in the header or in the details', () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RequestInfo', requestId: 'from-body' }];
    const body = JSON.stringify({ code: 13, details });
    expect(toApiError('GET x', answer(500, { 'x-request-id': 'from-header' }), body).requestId).toBe(
      'from-header',
    );
    expect(toApiError('GET x', answer(500), body)).toMatchObject({ requestId: 'from-body', details });
    expect(toApiError('GET x', answer(500), '{"code":13}').requestId).toBeUndefined();
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

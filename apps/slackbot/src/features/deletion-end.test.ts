import { ApiError, ConnectionError, OperationFailedError } from '@registry-images/client';
import type { StatusCode } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import { endOfLook, endOfOrder, endOfWait } from './deletion-end.ts';

function apiError(status: StatusCode, attempts = 1, retryable = false): ApiError {
  const fields = { status, httpStatus: 400, serverMessage: '', retryAfterMs: undefined };
  return new ApiError(status, { ...fields, attempts, retryable });
}

const lost = new ConnectionError('lost', { attempts: 4, retryable: true });

describe('endOfLook', () => {
  it.each([
    [apiError('NOT_FOUND'), 'gone', 'deleted'],
    [apiError('PERMISSION_DENIED'), 'refused', 'unknown'],
    [apiError('INTERNAL'), 'failed', 'unknown'],
    [lost, 'failed', 'unsure'],
    [new Error('a bug'), 'failed', 'unknown'],
  ])('of %s is %s, and %s once the order may have been given', (error, first, again) => {
    expect([endOfLook(error, false), endOfLook(error, true)]).toEqual([first, again]);
  });
});

describe('endOfOrder', () => {
  it.each([
    [apiError('NOT_FOUND'), 'gone', 'deleted'],
    [apiError('NOT_FOUND', 2), 'deleted', 'deleted'],
    [apiError('FAILED_PRECONDITION', 2), 'refused', 'refused'],
    [apiError('RESOURCE_EXHAUSTED'), 'failed', 'unknown'],
    [apiError('RESOURCE_EXHAUSTED', 4, true), 'unsure', 'unsure'],
    [apiError('UNAUTHENTICATED', 2), 'failed', 'unknown'],
    [apiError('UNAUTHENTICATED', 3), 'unknown', 'unknown'],
    [apiError('UNAVAILABLE', 4, true), 'unsure', 'unsure'],
    [lost, 'unsure', 'unsure'],
    [new Error('a bug'), 'unknown', 'unknown'],
  ])('of %s is %s, and %s once it may have been given before', (error, first, again) => {
    expect([endOfOrder(error, false), endOfOrder(error, true)]).toEqual([first, again]);
  });
});

describe('endOfWait', () => {
  it.each([
    ['FAILED_PRECONDITION', 'refused'],
    ['INTERNAL', 'failed'],
  ] as const)('of an operation that failed with %s is %s', (status, end) => {
    const fields = { operationId: 'o', imageId: 'i', status, serverMessage: '' };
    expect(endOfWait(new OperationFailedError('failed', fields))).toBe(end);
  });

  it('is not sure where asking again may tell', () => {
    expect([endOfWait(lost), endOfWait(apiError('NOT_FOUND'))]).toEqual(['unsure', 'unknown']);
  });
});

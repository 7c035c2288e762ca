import { describe, expect, it } from 'vitest';

import { ApiError, isApiError } from './api-error.ts';
import { ConnectionError } from './connection-error.ts';
import { CredentialError } from './credential-error.ts';
import { DecodeError } from './decode-error.ts';
import { isImagesError, type ImagesError, type ImagesErrorCode } from './images-error.ts';
import { InvalidArgumentError } from './invalid-argument-error.ts';
import { OperationFailedError, OperationTimeoutError } from './operation-errors.ts';
import { TimeoutError } from './timeout-error.ts';

const cause = new Error('hunter2');
const facts = { attempts: 2, httpStatus: 404, requestId: 'r', serverTraceId: 't' };
const details = [{ type: 'RetryInfo', retryDelayMs: 5 }] as const;
const refusal = { ...facts, status: 'NOT_FOUND', serverMessage: 'gone', details } as const;
const state = { imageId: 'i', operation: { id: 'o' } };
const unknown = { attempts: 0, retryable: false, details: [] };

const all: Record<ImagesErrorCode, [ImagesError, name: string, fields: object]> = {
  API: [
    new ApiError('m', { ...refusal, retryAfterMs: 5, retryable: true }),
    'ApiError',
    { ...refusal, retryAfterMs: 5, retryable: true },
  ],
  CONNECTION: [new ConnectionError('m', { ...facts, cause }), 'ConnectionError', facts],
  CREDENTIAL: [new CredentialError('m', { cause }), 'CredentialError', {}],
  DECODE: [new DecodeError('m', '/id', { ...facts, cause }), 'DecodeError', { ...facts, pointer: '/id' }],
  INVALID_ARGUMENT: [new InvalidArgumentError('m', ''), 'InvalidArgumentError', { argument: 'm' }],
  OPERATION_FAILED: [
    new OperationFailedError('m', { operationId: 'o', imageId: 'i', ...refusal }),
    'OperationFailedError',
    { operationId: 'o', imageId: 'i', ...refusal },
  ],
  OPERATION_TIMEOUT: [
    new OperationTimeoutError('m', { operationId: 'o', timeoutMs: 5, state }),
    'OperationTimeoutError',
    { operationId: 'o', imageId: 'i', timeoutMs: 5, state, retryable: true },
  ],
  TIMEOUT: [new TimeoutError('m', 5, facts), 'TimeoutError', { ...facts, timeoutMs: 5, retryable: true }],
};

describe('ImagesError', () => {
  it.each(Object.entries(all))(
    '%s has its code, its name and its fields, in JSON too',
    (code, [error, name, fields]) => {
      expect(error).toMatchObject({ ...unknown, code, name, ...fields });
      const { message } = error;
      expect(error.toJSON()).toEqual({ ...unknown, code, name, message, ...fields });
      expect(JSON.stringify(error)).not.toContain('hunter2');
      expect(String(error)).toBe(`${name}: ${error.message}`);
    },
  );
});

describe('isImagesError', () => {
  it('knows every error of this package', () => {
    expect(Object.values(all).every(([error]) => isImagesError(error))).toBe(true);
  });

  it('knows the errors of another copy of this package', () => {
    const foreign = Object.assign(new Error('m'), {
      [Symbol.for('@registry-images/client/ImagesError')]: true,
    });
    expect(isImagesError(foreign)).toBe(true);
  });

  it.each([new Error('m'), { code: 'API' }, 'API', null, undefined])('does not take %o for one', (value) => {
    expect(isImagesError(value)).toBe(false);
  });
});

describe('isApiError', () => {
  it('knows an ApiError and nothing else', () => {
    const codes = Object.values(all).filter(([error]) => isApiError(error));
    expect(codes.map(([error]) => error.code)).toEqual(['API']);
    expect(isApiError(new Error('m'))).toBe(false);
  });
});

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
const answer = { status: 'NOT_FOUND', serverMessage: 'gone', details: [{ '@type': 'x' }] } as const;
const ids = { operationId: 'o', imageId: 'i' };

const all: Record<ImagesErrorCode, [ImagesError, name: string, fields: object]> = {
  API: [
    new ApiError('m', { ...answer, httpStatus: 404, requestId: 'r' }),
    'ApiError',
    { ...answer, httpStatus: 404, requestId: 'r' },
  ],
  CONNECTION: [new ConnectionError('m', { cause }), 'ConnectionError', {}],
  CREDENTIAL: [new CredentialError('m', { cause }), 'CredentialError', {}],
  DECODE: [new DecodeError('m', '/id', { cause }), 'DecodeError', { pointer: '/id' }],
  INVALID_ARGUMENT: [new InvalidArgumentError('m', ''), 'InvalidArgumentError', { argument: 'm' }],
  OPERATION_FAILED: [
    new OperationFailedError('m', { ...ids, ...answer }),
    'OperationFailedError',
    { ...ids, ...answer },
  ],
  OPERATION_TIMEOUT: [new OperationTimeoutError('m', ids), 'OperationTimeoutError', ids],
  TIMEOUT: [new TimeoutError('m', 5), 'TimeoutError', { timeoutMs: 5 }],
};

describe('ImagesError', () => {
  it.each(Object.entries(all))(
    '%s has its code, its name and its fields, in JSON too',
    (code, [error, name, fields]) => {
      expect(error).toMatchObject({ code, name, ...fields });
      expect(JSON.parse(JSON.stringify(error))).toEqual({ code, name, message: error.message, ...fields });
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

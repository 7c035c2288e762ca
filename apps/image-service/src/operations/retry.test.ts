import { describe, expect, it } from 'vitest';

import { ServiceError } from '../errors.ts';
import { isTransient, pauseMs } from './retry.ts';

describe('isTransient', () => {
  it.each(['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'RESOURCE_EXHAUSTED'] as const)(
    'is what passes: %s',
    (code) => {
      expect(isTransient(new ServiceError(code, ''))).toBe(true);
    },
  );

  it.each(['FAILED_PRECONDITION', 'PERMISSION_DENIED', 'DATA_LOSS', 'ABORTED'] as const)(
    'is not what stays: %s',
    (code) => expect(isTransient(new ServiceError(code, ''))).toBe(false),
  );

  it('is nothing that nobody foresaw', () => expect(isTransient(new Error('?'))).toBe(false));
});

describe('pauseMs', () => {
  it('doubles from half a second to a minute', () => {
    expect([1, 2, 3, 7, 8, 100].map(pauseMs)).toEqual([500, 1000, 2000, 32_000, 60_000, 60_000]);
  });
});

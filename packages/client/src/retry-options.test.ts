import { describe, expect, it } from 'vitest';

import { defaultRetryPolicy, toRetryPolicy } from './retry-options.ts';

describe('toRetryPolicy', () => {
  it('fills in what is left out', () => {
    expect(toRetryPolicy({}, defaultRetryPolicy)).toEqual(defaultRetryPolicy);
    expect(toRetryPolicy({ maxAttempts: 1 }, defaultRetryPolicy)).toEqual({
      ...defaultRetryPolicy,
      maxAttempts: 1,
    });
  });

  it('takes undefined for left out, whatever the compiler of the caller thinks of it', () => {
    const options = JSON.parse('{}');
    for (const name of Object.keys(defaultRetryPolicy)) options[name] = undefined;
    expect(toRetryPolicy(options, defaultRetryPolicy)).toEqual(defaultRetryPolicy);
  });

  it.each([
    ['retry.maxAttempts', { maxAttempts: 0 }],
    ['retry.maxAttempts', { maxAttempts: 1.5 }],
    ['retry.firstDelayMs', { firstDelayMs: -1 }],
    ['retry.maxDelayMs', { maxDelayMs: Number.NaN }],
    ['retry.attemptTimeoutMs', { attemptTimeoutMs: 0 }],
    ['retry.attemptTimeoutMs', { attemptTimeoutMs: Infinity }],
  ])('refuses what cannot be %s', (argument, options) => {
    expect(() => toRetryPolicy(options, defaultRetryPolicy)).toThrow(expect.objectContaining({ argument }));
  });
});

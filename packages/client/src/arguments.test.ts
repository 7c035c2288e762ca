import { describe, expect, it } from 'vitest';

import {
  checkHeaderValue,
  checkInteger,
  checkResourceId,
  checkTimeoutMs,
  isHeaderValue,
  quote,
} from './arguments.ts';
import { InvalidArgumentError } from './errors/invalid-argument-error.ts';

describe('checkResourceId', () => {
  it('returns an id', () => {
    expect(checkResourceId('imageId', 'crp3h0example')).toBe('crp3h0example');
  });

  it.each(['..', '.', '', 'a/b', 'a%2Fb', 'a b', 'a?b', 'é', 'x'.repeat(51), undefined, null, 5])(
    'refuses %j and names the argument',
    (value) => {
      expect(() => checkResourceId('imageId', value)).toThrow(InvalidArgumentError);
      expect(() => checkResourceId('imageId', value)).toThrow(/^imageId must be /);
    },
  );
});

describe('checkInteger', () => {
  it.each([1, 1000])('takes the limit %d', (value) => {
    expect(checkInteger('pageSize', value, 1, 1000)).toBe(value);
  });

  it.each([0, -1, 1001, 1.5, Number.NaN, Infinity, '5', undefined])('refuses %j', (value) => {
    expect(() => checkInteger('pageSize', value, 1, 1000)).toThrow(InvalidArgumentError);
  });
});

describe('checkTimeoutMs', () => {
  it('takes the longest delay that timers keep and refuses one more', () => {
    expect(checkTimeoutMs(2_147_483_647)).toBe(2_147_483_647);
    expect(() => checkTimeoutMs(2_147_483_648)).toThrow('timeoutMs must be a whole number');
  });
});

describe('isHeaderValue', () => {
  it.each(['', 'a b', 'a\n', 'a\r\nx-evil: 1', 'ü', 5, undefined])('is not true for %j', (value) => {
    expect(isHeaderValue(value)).toBe(false);
  });
});

describe('checkHeaderValue', () => {
  it('takes as many characters as it may and not one more', () => {
    expect(checkHeaderValue('key', '!'.repeat(8), 8)).toBe('!!!!!!!!');
    expect(() => checkHeaderValue('key', '!'.repeat(9), 8)).toThrow('key must be 1 to 8 visible ASCII');
  });
});

describe('quote', () => {
  it('cuts what is long and escapes what is odd', () => {
    expect(quote('a"\n')).toBe(String.raw`"a\"\n"`);
    expect(quote('x'.repeat(1_000_000))).toBe(`"${'x'.repeat(60)}…"`);
  });

  it('says the type of what is neither a string nor a number', () => {
    expect([undefined, {}, 7].map(quote)).toEqual(['of type undefined', 'of type object', '7']);
  });
});

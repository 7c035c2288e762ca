import { describe, expect, it } from 'vitest';

import { retryAfterMs } from './retry-after.ts';

const now = Date.UTC(2026, 10, 1, 12);
const read = (value: string) => retryAfterMs(new Headers({ 'retry-after': value }), now);

describe('retryAfterMs', () => {
  it('reads seconds', () => {
    expect(read('0')).toBe(0);
    expect(read(' 120 ')).toBe(120_000);
  });

  it('reads a date, and takes one that has passed for now', () => {
    expect(read('Sun, 01 Nov 2026 12:00:30 GMT')).toBe(30_000);
    expect(read('Sunday, 01-Nov-26 12:00:30 GMT')).toBe(30_000);
    expect(read('Sun, 01 Nov 2026 11:59:00 GMT')).toBe(0);
  });

  it.each([
    '-5',
    '1.5',
    'soon',
    '2026-11-01',
    'Sun, 99 Nov 2026 12:00:30 GMT',
    'Sun Nov  1 12:00:30 2026',
    '9'.repeat(400),
  ])('does not understand %s', (value) => {
    expect(read(value)).toBeUndefined();
  });

  it('is undefined without the header', () => {
    expect(retryAfterMs(new Headers(), now)).toBeUndefined();
  });
});

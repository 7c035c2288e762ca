import { describe, expect, it } from 'vitest';

import { retryAfterMsOf } from './retry-after.ts';

const clock = { now: () => Date.parse('2026-11-23T12:00:00Z') };

const ofHeader = (value: string): number | undefined =>
  retryAfterMsOf(clock, new Headers({ 'retry-after': value }), []);

describe('retryAfterMsOf', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    [' 1.5 ', 1500],
    ['Mon, 23 Nov 2026 12:00:07 GMT', 7000],
    ['Mon, 23 Nov 2026 11:00:00 GMT', 0],
    ['Monday, 23-Nov-26 12:00:07 GMT', 7000],
  ])('reads the header %j', (value, expected) => {
    expect(ofHeader(value)).toBe(expected);
  });

  it.each([
    '',
    'soon',
    '-1s',
    '1e9999x',
    '-5',
    'soon 5',
    '2.5.1',
    '2026-11-23T12:00:07Z',
    'Nov 23, 2026',
    'Mon, 99 Now 2026 12:00:07 GMT',
    'Mon, 23 Nov 2026 12:00:07',
  ])('does not read the header %j', (value) => {
    expect(ofHeader(value)).toBeUndefined();
  });

  it('says nothing where the service does not', () => {
    expect(retryAfterMsOf(clock, new Headers(), [{ type: 'Help', links: [] }])).toBeUndefined();
  });

  it('prefers the body to the header', () => {
    const headers = new Headers({ 'retry-after': '120' });
    expect(retryAfterMsOf(clock, headers, [{ type: 'RetryInfo', retryDelayMs: 5 }])).toBe(5);
  });
});

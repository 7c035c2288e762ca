import { describe, expect, it } from 'vitest';

import { isTimestamp } from './timestamp.ts';

describe('isTimestamp', () => {
  it('accepts what Go programs write', () => {
    expect(isTimestamp('2026-11-01T12:00:00Z')).toBe(true);
    expect(isTimestamp('2026-11-01T12:00:00.123456789+02:00')).toBe(true);
    expect(isTimestamp('0001-01-01T00:00:00Z')).toBe(true);
  });

  it('refuses other dates, what Date cannot read, and what is no string', () => {
    expect(isTimestamp('2026-11-01')).toBe(false);
    expect(isTimestamp('yesterday')).toBe(false);
    expect(isTimestamp('2026-13-01T00:00:00Z')).toBe(false);
    expect(isTimestamp(0)).toBe(false);
    expect(isTimestamp(undefined)).toBe(false);
  });
});

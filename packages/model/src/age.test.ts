import { describe, expect, it } from 'vitest';

import { formatAge } from './age.ts';

describe('formatAge', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');

  it.each([
    ['2026-11-23T12:00:30Z', 'just now'],
    ['2026-11-23T11:59:01Z', 'just now'],
    ['2026-11-23T11:59:00Z', '1 minute ago'],
    ['2026-11-23T10:59:00Z', '1 hour ago'],
    ['2026-11-22T12:00:00Z', '1 day ago'],
    ['2026-10-24T12:00:00Z', '30 days ago'],
    ['2026-09-23T12:00:00Z', '2 months ago'],
    ['2025-11-23T12:00:00Z', '11 months ago'],
    ['2024-11-01T12:00:00Z', '2 years ago'],
    ['2026-11-23T12:02:00Z', 'in the future'],
    ['2026-10-24T12:00:00.123456789Z', '29 days ago'],
    ['', 'unknown'],
    ['yesterday', 'unknown'],
  ])('writes %s as %s', (time, text) => expect(formatAge(time, now)).toBe(text));
});

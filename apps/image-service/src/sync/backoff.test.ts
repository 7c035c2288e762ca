import { OciError } from '@registry-images/oci';
import { describe, expect, it } from 'vitest';

import { backoffMs, isPassing } from './backoff.ts';

describe('backoffMs', () => {
  it('doubles, up to a minute', () => {
    expect([1, 2, 3, 7, 100].map((failures) => backoffMs(failures, 0))).toEqual([
      1000, 2000, 4000, 60_000, 60_000,
    ]);
  });

  it('is cut by up to a half', () => {
    expect(backoffMs(1, 0.999)).toBeCloseTo(500, -1);
  });
});

describe('isPassing', () => {
  it('is true of what is worth another try', () => {
    expect(isPassing(new OciError('UNREACHABLE', ''))).toBe(true);
    expect(isPassing(new OciError('UNAUTHORIZED', ''))).toBe(false);
    expect(isPassing(new Error('UNREACHABLE'))).toBe(false);
  });

  it('is true while another program writes the database', () => {
    expect(isPassing(Object.assign(new Error('database is locked'), { errcode: 5 }))).toBe(true);
    expect(isPassing(Object.assign(new Error('malformed'), { errcode: 11 }))).toBe(false);
  });
});

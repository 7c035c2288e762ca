import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formatBytes } from './bytes.ts';

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [1500, '1.5 kB'],
    [99_949, '99.9 kB'],
    [99_950, '100 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [27_091_347, '27.1 MB'],
    [1e18, '1000 PB'],
  ])('writes %d as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it('never takes more than 9 characters below an exabyte', () => {
    fc.assert(
      fc.property(fc.nat(Number.MAX_SAFE_INTEGER), (bytes) => {
        expect(formatBytes(bytes).length).toBeLessThanOrEqual(9);
      }),
    );
  });
});

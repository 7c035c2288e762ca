import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createManualClock } from '../clock.ts';
import { createTimestamps } from './timestamps.ts';

describe('createTimestamps', () => {
  it('gives seconds with six decimals', () => {
    expect(createTimestamps(createManualClock(1_700_000_000_123))()).toBe('1700000000.123000');
  });

  it('gives greater ones every time, even while the clock stands still', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 1, maxLength: 20 }), (steps) => {
        const clock = createManualClock(1_700_000_000_000);
        const next = createTimestamps(clock);
        const all = steps.map((step) => {
          clock.advance(step);
          return next();
        });
        expect(all).toEqual([...new Set(all)].toSorted());
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';

import { createMinuteLimit } from './minute-limit.ts';

describe('createMinuteLimit', () => {
  it('lets one of each kind through in a minute', () => {
    const limit = createMinuteLimit(10);
    expect([limit.take('a', 0), limit.take('b', 1), limit.take('a', 59_999)]).toEqual([true, true, false]);
    expect([limit.take('a', 60_000), limit.take('a', 60_001)]).toEqual([true, false]);
  });

  it('lets no more kinds through than it can know', () => {
    const limit = createMinuteLimit(2);
    const taken = ['a', 'b', 'c', 'd'].map((kind) => limit.take(kind, 0));
    expect([...taken, limit.take('c', 60_000)]).toEqual([true, true, false, false, true]);
  });
});

import { describe, expect, it } from 'vitest';

import { createSetbacks } from './setbacks.ts';

describe('createSetbacks', () => {
  it('waits for twice as long after each failure, for ten minutes at most', () => {
    let nowMs = 0;
    const setbacks = createSetbacks({ now: () => nowMs });
    const pausesMs: number[] = [];
    for (let failures = 0; failures < 8; failures += 1) {
      setbacks.failed('a', 'is_archived');
      const failedMs = nowMs;
      while (!setbacks.mayTry('a')) nowMs += 1000;
      pausesMs.push(nowMs - failedMs);
    }
    expect(pausesMs.map((ms) => ms / 1000)).toEqual([10, 20, 40, 80, 160, 320, 600, 600]);
    expect(setbacks.mayTry('b')).toBe(true);
  });

  it('tells a problem from the one before, and forgets', () => {
    const setbacks = createSetbacks({ now: () => 0 });
    const problems = ['is_archived', 'is_archived', 'not_in_channel', 'is_archived'];
    expect(problems.map((problem) => setbacks.failed('a', problem))).toEqual([true, false, true, true]);
    setbacks.forget('a');
    expect(setbacks.mayTry('a')).toBe(true);
    expect(setbacks.failed('a', 'is_archived')).toBe(true);
  });
});

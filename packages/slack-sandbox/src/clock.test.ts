import { describe, expect, it } from 'vitest';

import { createManualClock } from './clock.ts';

describe('createManualClock', () => {
  it('calls timers in the order of their due times, at those times', () => {
    const clock = createManualClock(1000);
    const calls: string[] = [];
    clock.setTimer(20, () => calls.push(`b ${clock.now()}`));
    clock.setTimer(10, () => {
      calls.push(`a ${clock.now()}`);
      clock.setTimer(5, () => calls.push(`c ${clock.now()}`));
    });
    clock.setTimer(31, () => calls.push('too late'));
    clock.advance(30);
    expect(calls).toEqual(['a 1010', 'c 1015', 'b 1020']);
    expect(clock.now()).toBe(1030);
  });

  it('does not call a timer that was cancelled', () => {
    const clock = createManualClock(0);
    const calls: number[] = [];
    const cancel = clock.setTimer(1, () => calls.push(1));
    cancel();
    cancel();
    clock.advance(2);
    expect(calls).toEqual([]);
  });
});

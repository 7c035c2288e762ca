import type { Clock } from '../src/index.ts';

/** A clock that stands still until it is told otherwise. */
export interface TestClock extends Clock {
  /** Every time that was slept so far, in ms, in the order in which the sleeps began. */
  readonly slept: readonly number[];
  /** How many sleep now. */
  sleeping(): number;
  /** Lets enough time pass for everybody to wake up. */
  wakeAll(): void;
}

/** Makes a clock on which nothing happens by itself. */
export function createStoppedClock(): TestClock {
  const slept: number[] = [];
  const sleepers = new Set<() => void>();
  return {
    slept,
    sleeping: () => sleepers.size,
    wakeAll() {
      for (const wake of sleepers) wake();
    },
    after(ms, task) {
      slept.push(ms);
      sleepers.add(task);
      return () => sleepers.delete(task);
    },
    now: () => 0,
    random: () => 0,
  };
}

/**
 * Makes a clock for a service in memory on which the one who has the least left to sleep wakes up as soon as nothing
 * else is going on, so that hours pass in no time and in the right order.
 */
export function createVirtualClock(random: () => number = () => 0): Clock {
  let nowMs = 0;
  const timers = new Set<{ readonly dueMs: number; readonly task: () => void }>();
  const runNext = (): void => {
    const next = [...timers].toSorted((a, b) => a.dueMs - b.dueMs)[0];
    if (!next) return;
    timers.delete(next);
    nowMs = Math.max(nowMs, next.dueMs);
    next.task();
  };
  return {
    now: () => nowMs,
    random,
    after(ms, task) {
      const timer = { dueMs: nowMs + ms, task };
      timers.add(timer);
      setImmediate(runNext);
      return () => timers.delete(timer);
    },
  };
}

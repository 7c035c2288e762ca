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
    sleep(ms, signal) {
      slept.push(ms);
      return new Promise((resolve, reject) => {
        sleepers.add(resolve);
        const wakeUp = (): void => {
          sleepers.delete(resolve);
          reject(signal.reason);
        };
        if (signal.aborted) wakeUp();
        else signal.addEventListener('abort', wakeUp, { once: true });
      });
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
  const sleepers: { dueMs: number; wake: () => void }[] = [];
  const wakeNext = (): void => {
    const next = sleepers.toSorted((a, b) => a.dueMs - b.dueMs)[0];
    if (!next) return;
    sleepers.splice(sleepers.indexOf(next), 1);
    nowMs = Math.max(nowMs, next.dueMs);
    next.wake();
  };
  return {
    now: () => nowMs,
    random,
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        const sleeper = { dueMs: nowMs + ms, wake: resolve };
        sleepers.push(sleeper);
        signal.addEventListener('abort', () => {
          const index = sleepers.indexOf(sleeper);
          if (index >= 0) sleepers.splice(index, 1);
          reject(signal.reason);
        });
        setImmediate(wakeNext);
      });
    },
  };
}

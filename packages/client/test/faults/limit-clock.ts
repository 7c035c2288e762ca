import type { Clock } from '../../src/index.ts';

/** A clock for a server that takes real time. */
export interface LimitClock extends Clock {
  /** Lets the time limit that is due first pass. */
  passLimit(): void;
  /** How many sleep now. */
  sleeping(): number;
}

/** Longer than any pause between the attempts of these tests, and shorter than any time limit. */
const longestPauseMs = 5000;

/** Makes a clock on which pauses take no real time, and time limits pass when they are told to. */
export function createLimitClock(): LimitClock {
  const limits = new Set<{ readonly dueMs: number; readonly task: () => void }>();
  let nowMs = 0;
  return {
    now: () => nowMs,
    random: () => 0.5,
    sleeping: () => limits.size,
    passLimit() {
      const [first, ...others] = limits;
      if (!first) throw new Error('There is no time limit.');
      const next = others.reduce(
        (earliest, limit) => (limit.dueMs < earliest.dueMs ? limit : earliest),
        first,
      );
      limits.delete(next);
      nowMs = Math.max(nowMs, next.dueMs);
      next.task();
    },
    after(ms, task) {
      if (ms < longestPauseMs) {
        nowMs += ms;
        queueMicrotask(task);
        return () => {};
      }
      const limit = { dueMs: nowMs + ms, task };
      limits.add(limit);
      return () => limits.delete(limit);
    },
  };
}

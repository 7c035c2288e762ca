/** Where the sandbox takes the time from, so that a test decides when three seconds or thirty minutes are over. */
export interface Clock {
  /** The time in milliseconds since the Unix epoch. */
  now(): number;
  /** Calls `callback` once, `delayMs` milliseconds from now. The answer cancels it, and may be called at any time. */
  setTimer(delayMs: number, callback: () => void): () => void;
}

/** The time of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

/** A {@link Clock} that stands still until it is told to move. */
export interface ManualClock extends Clock {
  /** Moves the time on by `durationMs` and calls every timer that falls due, in the order of their due times. */
  advance(durationMs: number): void;
}

/** Makes a clock that starts at `startMs`, in milliseconds since the Unix epoch, and moves only by `advance`. */
export function createManualClock(startMs: number): ManualClock {
  let nowMs = startMs;
  const timers = new Set<{ dueMs: number; callback: () => void }>();

  function nextDue(untilMs: number): { dueMs: number; callback: () => void } | undefined {
    const due = [...timers].filter((timer) => timer.dueMs <= untilMs);
    return due.toSorted((a, b) => a.dueMs - b.dueMs)[0];
  }

  return {
    now: () => nowMs,
    setTimer(delayMs, callback) {
      const timer = { dueMs: nowMs + delayMs, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(durationMs) {
      const untilMs = nowMs + durationMs;
      for (let timer = nextDue(untilMs); timer; timer = nextDue(untilMs)) {
        timers.delete(timer);
        nowMs = timer.dueMs;
        timer.callback();
      }
      nowMs = untilMs;
    },
  };
}

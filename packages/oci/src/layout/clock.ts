import { setTimeout } from 'node:timers/promises';

/** Time, as the layout needs it. Replaceable, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Waits; rejects as soon as `signal` aborts. */
  wait(ms: number, signal: AbortSignal | undefined): Promise<void>;
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  wait: (ms, signal) => setTimeout(ms, undefined, signal ? { signal } : {}),
};

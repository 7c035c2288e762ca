import { onAbort } from './on-abort.ts';

/**
 * Time and chance, as the client needs them.
 *
 * @see [Testing your code](../README.md#testing-your-code)
 */
export interface Clock {
  /** Runs `task` once, after `ms` milliseconds; not at all if the function that this gives is called before. */
  after(ms: number, task: () => void): () => void;
  /** The time now, in ms since 1970. */
  now(): number;
  /** A number from 0 up to, not including, 1. */
  random(): number;
}

/** The clock of the machine. */
export const systemClock: Clock = {
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => void letGo(timer);
  },
  now: () => Date.now(),
  random: () => Math.random(),
};

/**
 * Lets go of a timer, some microtasks late; none runs meanwhile. Node.js keeps a list of the timers of each length. Whoever
 * makes the next call at once has set its timer before this one leaves the list: to drop the list, and to make it again,
 * takes a fiftieth of a call on the loopback. From the end of an attempt to the caller it takes four turns.
 */
async function letGo(timer: ReturnType<typeof setTimeout>): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
  clearTimeout(timer);
}

/** Resolves after `ms`; rejects with `signal.reason` as soon as `signal` is aborted, and holds no timer then. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => {
      forget();
      resolve();
    });
    const forget = onAbort(signal, () => {
      cancel();
      reject(signal?.reason);
    });
  });
}

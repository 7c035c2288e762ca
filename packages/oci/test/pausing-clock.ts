import { setImmediate } from 'node:timers/promises';

import type { Clock } from '../src/index.ts';

/** How long requests may take with a {@link PausingClock}: for ever, because it never lets that time pass. */
export const endlessMs: number = 2 ** 31 - 1;

/** A clock that never waits for real. */
export interface PausingClock extends Clock {
  /** The pauses that were made, in milliseconds. */
  readonly pauses: readonly number[];
  /** Lets time pass. */
  advance(ms: number): void;
}

/** A clock that stands at a full second and notes each pause. A wait of {@link endlessMs} ends by an abort only. */
export function createPausingClock(): PausingClock {
  const pauses: number[] = [];
  let now = Date.UTC(2026, 10, 1, 12);
  return {
    pauses,
    now: () => now,
    advance: (ms) => void (now += ms),
    async wait(ms, signal) {
      signal?.throwIfAborted();
      if (ms === endlessMs) {
        await new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        });
      }
      pauses.push(ms);
      now += ms;
      await setImmediate();
    },
  };
}

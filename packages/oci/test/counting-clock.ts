import { setImmediate } from 'node:timers/promises';

import type { Clock } from '../src/index.ts';

/** A clock that never waits for real. It runs `onWait` in place of a wait and adds the time up. */
export function createCountingClock(
  onWait: () => Promise<void> = async () => undefined,
): Clock & { waitedMs: number } {
  const clock = {
    waitedMs: 0,
    now: () => Date.now() + clock.waitedMs,
    async wait(ms: number, signal: AbortSignal | undefined) {
      signal?.throwIfAborted();
      clock.waitedMs += ms;
      await onWait();
      await setImmediate();
    },
  };
  return clock;
}

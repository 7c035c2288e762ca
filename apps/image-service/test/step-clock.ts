import type { Clock } from '@registry-images/oci';

/** A clock that shows the time of the machine, and whose waits end when they are told to. */
export interface StepClock extends Clock {
  /** The next wait that begins, or one that goes on: how long it was to be, in ms. */
  waiting(): Promise<number>;
  /** Ends all waits that go on. */
  pass(): void;
}

/** Makes such a clock. */
export function createStepClock(): StepClock {
  const waits = new Map<() => void, number>();
  let begun = Promise.withResolvers<void>();
  return {
    now: () => Date.now(),
    async wait(ms, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const onAbort = (): void => reject(signal?.reason);
      signal?.addEventListener('abort', onAbort, { once: true });
      if (signal?.aborted) onAbort();
      waits.set(resolve, ms);
      begun.resolve();
      begun = Promise.withResolvers();
      try {
        await promise;
      } finally {
        waits.delete(resolve);
        signal?.removeEventListener('abort', onAbort);
      }
    },
    async waiting() {
      if (waits.size === 0) await begun.promise;
      const [ms = 0] = waits.values();
      return ms;
    },
    pass() {
      for (const end of waits.keys()) end();
      waits.clear();
    },
  };
}

/** A clock for requests: pauses between them are over at once, and no request ever took too long. */
export const hastyClock: Clock = {
  now: () => Date.now(),
  wait: (ms, signal) =>
    ms < 30_000
      ? Promise.resolve()
      : new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        }),
};

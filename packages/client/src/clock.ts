/** Time and chance, as the client needs them. */
export interface Clock {
  /** Resolves after `ms`; rejects with `signal.reason` as soon as `signal` is aborted, and holds no timer then. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** The time now, in ms since 1970. */
  now(): number;
  /** A number from 0 up to, not including, 1. */
  random(): number;
}

/** The clock of the machine. */
export const systemClock: Clock = {
  sleep(ms, signal) {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      }, ms);
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
    });
  },
  now: () => Date.now(),
  random: () => Math.random(),
};

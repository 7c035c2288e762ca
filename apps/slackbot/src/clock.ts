/** Time, as the bot needs it. */
export interface Clock {
  /** The time in ms since the Unix epoch. */
  readonly now: () => number;
  /** Does a task after `ms`; answers what calls it off. */
  readonly after: (ms: number, task: () => void) => () => void;
}

/**
 * The clock of the machine. Its timers keep the process alive, unlike those of `AbortSignal.timeout`: whoever waits for
 * nothing but the time to pass would otherwise not be there any more when it has.
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

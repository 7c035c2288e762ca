/** Time, as the bot needs it. */
export interface Clock {
  /** The time in ms since the Unix epoch. */
  readonly now: () => number;
  /** A signal that aborts after `ms`. */
  readonly deadline: (ms: number) => AbortSignal;
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  deadline: (ms) => AbortSignal.timeout(ms),
};

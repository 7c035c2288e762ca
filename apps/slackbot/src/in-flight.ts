/** The work that is going on. */
export interface InFlight {
  /** Adds a piece of work until it has ended, and answers it. */
  track<Result>(work: Promise<Result>): Promise<Result>;
  /** How many pieces of work go on. */
  readonly count: number;
  /** Resolves once nothing is going on. */
  drained(): Promise<void>;
}

/** Makes an {@link InFlight} of nothing. */
export function createInFlight(): InFlight {
  const running = new Set<Promise<unknown>>();
  return {
    async track(work) {
      running.add(work);
      try {
        return await work;
      } finally {
        running.delete(work);
      }
    },
    get count() {
      return running.size;
    },
    async drained() {
      // What is running may start more.
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

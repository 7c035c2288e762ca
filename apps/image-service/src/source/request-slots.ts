/** Keeps to a number of requests at once. Those that somebody waits for go before the others. */
export interface RequestSlots {
  run<T>(task: () => Promise<T>, isUrgent: boolean): Promise<T>;
}

/** Makes slots that are all free. */
export function createRequestSlots(count: number): RequestSlots {
  const urgent: (() => void)[] = [];
  const others: (() => void)[] = [];
  let free = count;

  return {
    async run(task, isUrgent) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => (isUrgent ? urgent : others).push(resolve));
      try {
        return await task();
      } finally {
        const next = urgent.shift() ?? others.shift();
        // Whoever waits gets the slot itself: nobody can come in between.
        if (next) next();
        else free += 1;
      }
    },
  };
}

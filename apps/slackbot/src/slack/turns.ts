/** Lets so many in at once, and the others in the order in which they came. */
export interface Turns {
  /** Resolves with what ends the turn. Rejects with the signal's reason if it aborts before the turn comes. */
  take(signal?: AbortSignal): Promise<() => void>;
}

/** Makes {@link Turns}. */
export function createTurns(atOnce: number): Turns {
  const waiting = new Set<() => void>();
  let free = atOnce;

  function end(): void {
    const [next] = waiting;
    if (!next) {
      free += 1;
      return;
    }
    waiting.delete(next);
    next();
  }

  return {
    async take(signal) {
      signal?.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return end;
      }
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const giveUp = (): void => {
        waiting.delete(resolve);
        reject(signal?.reason);
      };
      waiting.add(resolve);
      signal?.addEventListener('abort', giveUp, { once: true });
      try {
        await promise;
      } finally {
        signal?.removeEventListener('abort', giveUp);
      }
      return end;
    },
  };
}

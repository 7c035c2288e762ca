import { maxSkewMs } from './signature.ts';

/** Remembers signatures for as long as their requests could be sent once more. */
export interface ReplayGuard {
  /** Whether a signature was seen before. From now on it was. */
  isReplay(signature: string): boolean;
}

/** Makes a guard. Give it valid signatures only: others would fill the memory. */
export function createReplayGuard(now: () => number): ReplayGuard {
  const seenMs = new Map<string, number>();
  return {
    isReplay(signature) {
      for (const [old, atMs] of seenMs) {
        // The timestamp may have been ahead by the skew, and is believed until it is behind by as much. A map is walked
        // in the order of insertion.
        if (now() - atMs <= 2 * maxSkewMs) break;
        seenMs.delete(old);
      }
      if (seenMs.has(signature)) return true;
      seenMs.set(signature, now());
      return false;
    },
  };
}

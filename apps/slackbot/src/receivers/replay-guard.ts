import { createRecentIds } from './recent-ids.ts';
import { maxSkewMs } from './signature.ts';

/** Remembers signatures for as long as their requests could be sent once more. */
export interface ReplayGuard {
  /** Whether a signature was seen before. From now on it was. */
  isReplay(signature: string): boolean;
}

/** Makes a guard. Give it valid signatures only: others would fill the memory. */
export function createReplayGuard(now: () => number): ReplayGuard {
  // The timestamp may have been ahead by the skew, and is believed until it is behind by as much.
  const signatures = createRecentIds(now, 2 * maxSkewMs);
  return { isReplay: (signature) => signatures.isRepeated(signature) };
}

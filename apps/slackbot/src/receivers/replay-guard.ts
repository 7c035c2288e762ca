import { createRecentIds } from './recent-ids.ts';
import { maxSkewMs } from './signature.ts';

/** Remembers signatures for as long as their requests could be sent once more. */
export interface ReplayGuard {
  /** Whether a signature was seen before. From now on it was. */
  isReplay(signature: string): boolean;
}

/** Hex digits, 16 bytes: nobody finds two valid signatures that begin with the same. */
const keptDigits = 32;

/** Makes a guard. Give it valid signatures only: others would fill the memory. */
export function createReplayGuard(now: () => number): ReplayGuard {
  // The timestamp may have been ahead by the skew, and is believed until it is behind by as much.
  const signatures = createRecentIds(now, 2 * maxSkewMs);
  return {
    isReplay(signature) {
      const digits = signature.slice('v0='.length, 'v0='.length + keptDigits);
      // Half as long as hex, and a copy: a slice of the header would keep the whole of it.
      return signatures.isRepeated(Buffer.from(digits, 'hex').toString('latin1'));
    },
  };
}

import type { Clock } from '../clock.ts';

/** Makes the `ts` of messages: the time in seconds with six decimals, each one greater than the one before. */
export function createTimestamps(clock: Clock): () => string {
  let last = 0n;
  return () => {
    const now = BigInt(Math.floor(clock.now())) * 1000n;
    last = now > last ? now : last + 1n;
    return `${last / 1_000_000n}.${(last % 1_000_000n).toString().padStart(6, '0')}`;
  };
}

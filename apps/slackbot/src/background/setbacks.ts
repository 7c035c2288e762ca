import type { Clock } from '../clock.ts';

/** What has failed, so that it is tried again more and more seldom. */
export interface Setbacks {
  /** Whether it is time to try it. */
  mayTry(key: string): boolean;
  /** It has failed. Whether this is another problem than the last time, and worth a line in the log. */
  failed(key: string, problem: string): boolean;
  /** It has not failed, or nobody wants it any more. */
  forget(key: string): void;
}

/** The pause after the first failure; each is twice as long as the one before. */
const firstPauseMs = 10_000;
const longestPauseMs = 10 * 60_000;

/** Makes {@link Setbacks}. */
export function createSetbacks({ now }: Pick<Clock, 'now'>): Setbacks {
  const latest = new Map<string, { problem: string; pauseMs: number; againAtMs: number }>();
  return {
    mayTry: (key) => now() >= (latest.get(key)?.againAtMs ?? 0),
    failed(key, problem) {
      const before = latest.get(key);
      const pauseMs = before ? Math.min(longestPauseMs, before.pauseMs * 2) : firstPauseMs;
      latest.set(key, { problem, pauseMs, againAtMs: now() + pauseMs });
      return before?.problem !== problem;
    },
    forget: (key) => void latest.delete(key),
  };
}

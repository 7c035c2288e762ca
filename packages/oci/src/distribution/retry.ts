import type { Clock } from '../clock.ts';
import { isOciError } from '../error.ts';

/** When and how often something is tried again. */
export interface RetrySettings {
  readonly clock: Clock;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  readonly tries: number;
  readonly maxRetryAfterMs: number;
}

/**
 * What passes by itself. Besides overload this is CNCF Distribution 2.8, which answers 500 while another client writes
 * the tag that is read.
 */
const passingStatuses: ReadonlySet<number | undefined> = new Set([undefined, 408, 429, 500, 502, 503, 504]);

const firstBackoffMs = 500;

/**
 * Runs an attempt that changes nothing, and again after a failure that may pass: `RATE_LIMITED`, and `UNREACHABLE` for
 * any reason but a 5xx that says otherwise. In between it waits a random time, up to a limit that doubles, so that
 * clients that failed together do not come back together; and at least as long as the registry asks for.
 *
 * @throws what the last attempt threw, or the reason of `signal`.
 */
export async function withRetries<T>(
  settings: RetrySettings,
  signal: AbortSignal | undefined,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      const pauseMs = failures < settings.tries ? pauseAfter(error, failures, settings) : undefined;
      if (pauseMs === undefined) throw error;
      await settings.clock.wait(pauseMs, signal);
    }
  }
}

function pauseAfter(
  error: unknown,
  failures: number,
  { random, maxRetryAfterMs }: RetrySettings,
): number | undefined {
  if (!isOciError(error, 'UNREACHABLE', 'RATE_LIMITED') || !passingStatuses.has(error.status))
    return undefined;
  const { retryAfterMs = 0 } = error;
  // To come back earlier than asked would only be refused again.
  if (retryAfterMs > maxRetryAfterMs) return undefined;
  return Math.max(retryAfterMs, random() * firstBackoffMs * 2 ** (failures - 1));
}

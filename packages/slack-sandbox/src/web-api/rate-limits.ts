import type { Clock } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import { setRecent } from '../workspace/recent.ts';
import { factsOf, type RateTier } from './method-facts.ts';

/** How many calls are let through at once, and how many more become possible a minute. */
interface Allowance {
  readonly burst: number;
  readonly perMinute: number;
}

/**
 * The tiers as https://docs.slack.dev/apis/web-api/rate-limits has them. It speaks of short bursts above one message a second
 * without a number: 5 is the sandbox's own. The methods with "special" limits have no published ones and are let through.
 */
const allowances: Readonly<Record<RateTier, Allowance | undefined>> = {
  1: { burst: 1, perMinute: 1 },
  2: { burst: 20, perMinute: 20 },
  3: { burst: 50, perMinute: 50 },
  4: { burst: 100, perMinute: 100 },
  posting: { burst: 5, perMinute: 60 },
  special: undefined,
};

/** How many methods and channels are watched at once. One that was forgotten starts with its whole burst. */
const watchedLimit = 1000;

/** Slack's rate limits. */
export interface RateLimits {
  /** Counts a call. Answers undefined, or after how many seconds the call may be made again. */
  take(method: string, body: JsonObject): number | undefined;
}

/** Watches the calls of one app in one workspace, each method by itself and posts by channel. */
export function createRateLimits(clock: Clock): RateLimits {
  const left = new Map<string, { readonly calls: number; readonly atMs: number }>();
  return {
    take(method, body) {
      const tier = factsOf(method)?.tier ?? 'special';
      const allowance = allowances[tier];
      if (!allowance) return undefined;
      const key = tier === 'posting' ? `${method} ${String(body['channel'])}` : method;
      const nowMs = clock.now();
      const callsPerMs = allowance.perMinute / 60_000;
      const before = left.get(key) ?? { calls: allowance.burst, atMs: nowMs };
      const calls = Math.min(allowance.burst, before.calls + (nowMs - before.atMs) * callsPerMs);
      if (calls < 1) return Math.ceil((1 - calls) / callsPerMs / 1000);
      setRecent(left, key, { calls: calls - 1, atMs: nowMs }, watchedLimit);
      return undefined;
    },
  };
}

import type { Clock } from '../clock.ts';
import { pause } from './pause.ts';
import { isSlackProblem, SlackCallError } from './slack-call-error.ts';
import { createTurns } from './turns.ts';

/** For how long a call is worth making. */
export interface Patience {
  /** Counted from when it is asked for; as long as it takes where this is missing. */
  readonly withinMs?: number;
  /** Ends it earlier. */
  readonly signal?: AbortSignal;
}

/** The calls of one method in one workspace, which Slack counts together: https://docs.slack.dev/apis/web-api/rate-limits */
export interface MethodQueue {
  /**
   * Makes a call as soon as the rate limit lets it, and again where Slack says that it came too soon.
   *
   * @throws SlackCallError with `rate-limited` as soon as it is certain that this takes longer than the caller's patience;
   * the reason of the signal; whatever `call` throws.
   */
  run<Result>(patience: Patience, call: () => Promise<Result>): Promise<Result>;
  /** How many calls wait. */
  readonly waiting: number;
}

/** What nobody waits for in front of a screen goes out by so many at once, so that the others find room. */
const unhurriedAtOnce = 2;

/** Makes the queue of a method. A 429 holds back all its calls, and those of no other method. */
export function createMethodQueue(method: string, clock: Clock): MethodQueue {
  let openAtMs = 0;
  let waiting = 0;
  const unhurried = createTurns(unhurriedAtOnce);

  async function untilOpen({ withinMs, signal }: Patience, startedMs: number): Promise<void> {
    const mustStartByMs = withinMs === undefined ? Infinity : startedMs + withinMs;
    for (let nowMs = clock.now(); nowMs < openAtMs; nowMs = clock.now()) {
      const retryAfterMs = openAtMs - nowMs;
      if (openAtMs > mustStartByMs) {
        throw new SlackCallError({ method, problem: 'rate-limited', reason: 'ratelimited', retryAfterMs });
      }
      await pause(clock, retryAfterMs, signal);
    }
  }

  async function attempt<Result>(call: () => Promise<Result>): Promise<{ result: Result } | undefined> {
    try {
      return { result: await call() };
    } catch (error) {
      if (!isSlackProblem(error, 'rate-limited') || error.retryAfterMs === undefined) throw error;
      openAtMs = Math.max(openAtMs, clock.now() + error.retryAfterMs);
      return undefined;
    }
  }

  async function runUntilTaken<Result>(
    patience: Patience,
    startedMs: number,
    call: () => Promise<Result>,
  ): Promise<Result> {
    for (;;) {
      waiting += 1;
      try {
        await untilOpen(patience, startedMs);
      } finally {
        waiting -= 1;
      }
      patience.signal?.throwIfAborted();
      const done = await attempt(call);
      if (done) return done.result;
    }
  }

  return {
    async run(patience, call) {
      const startedMs = clock.now();
      if (patience.withinMs !== undefined) return runUntilTaken(patience, startedMs, call);
      waiting += 1;
      const endTurn = await unhurried.take(patience.signal).finally(() => (waiting -= 1));
      try {
        return await runUntilTaken(patience, startedMs, call);
      } finally {
        endTurn();
      }
    },
    get waiting() {
      return waiting;
    },
  };
}

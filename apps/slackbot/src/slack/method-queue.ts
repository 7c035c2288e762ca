import type { Clock } from '../clock.ts';
import { startDeadline, type Deadline } from '../deadline.ts';
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

/** The calls that Slack counts together: https://docs.slack.dev/apis/web-api/rate-limits */
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
  /** Whether there is nothing to remember. */
  readonly isIdle: boolean;
}

/** A call that waits for its turn, or for Slack to take calls again. */
interface Place {
  readonly mustStartByMs: number;
  readonly deadline: Deadline;
}

/** What nobody waits for in front of a screen goes out by so many at once, so that the others find room. */
const unhurriedAtOnce = 2;

/**
 * Makes the queue of a method. A 429 holds back all its calls, and those of no other method. After one they stand in line:
 * one goes, and with its success the next, until nobody is left. All at once they would be too many again.
 */
export function createMethodQueue(method: string, clock: Clock): MethodQueue {
  let openAtMs = 0;
  let isInLine = false;
  let running = 0;
  let waiting = 0;
  const places = new Set<Place>();
  const unhurried = createTurns(unhurriedAtOnce);
  const line = createTurns(1);

  function tooSoon(): SlackCallError {
    const retryAfterMs = Math.max(0, openAtMs - clock.now());
    return new SlackCallError({ method, problem: 'rate-limited', reason: 'ratelimited', retryAfterMs });
  }

  function holdBack(retryAfterMs: number): void {
    isInLine = true;
    openAtMs = Math.max(openAtMs, clock.now() + retryAfterMs);
    for (const { mustStartByMs, deadline } of places) if (mustStartByMs < openAtMs) deadline.end(tooSoon());
  }

  async function attempt<Result>(call: () => Promise<Result>): Promise<{ result: Result } | undefined> {
    try {
      return { result: await call() };
    } catch (error) {
      if (!isSlackProblem(error, 'rate-limited') || error.retryAfterMs === undefined) throw error;
      holdBack(error.retryAfterMs);
      return undefined;
    }
  }

  /** Waits, for no longer than the call is worth making. */
  async function wait<Result>(
    { withinMs, signal }: Patience,
    startedMs: number,
    ready: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const mustStartByMs = withinMs === undefined ? Infinity : startedMs + withinMs;
    if (openAtMs > mustStartByMs) throw tooSoon();
    using deadline = startDeadline(clock, undefined, signal);
    const callOff =
      withinMs === undefined
        ? undefined
        : clock.after(mustStartByMs - clock.now(), () => deadline.end(tooSoon()));
    const place = { mustStartByMs, deadline };
    places.add(place);
    waiting += 1;
    try {
      return await ready(deadline.signal);
    } finally {
      waiting -= 1;
      places.delete(place);
      callOff?.();
    }
  }

  async function untilOpen(signal: AbortSignal): Promise<void> {
    for (let nowMs = clock.now(); nowMs < openAtMs; nowMs = clock.now()) {
      await pause(clock, openAtMs - nowMs, signal);
    }
  }

  async function runInLine<Result>(
    patience: Patience,
    startedMs: number,
    call: () => Promise<Result>,
  ): Promise<Result> {
    const endTurn = await wait(patience, startedMs, (signal) => line.take(signal));
    try {
      for (;;) {
        await wait(patience, startedMs, untilOpen);
        const done = await attempt(call);
        if (!done) continue;
        isInLine = places.size > 0;
        return done.result;
      }
    } finally {
      endTurn();
    }
  }

  async function runHurried<Result>(
    patience: Patience,
    startedMs: number,
    call: () => Promise<Result>,
  ): Promise<Result> {
    patience.signal?.throwIfAborted();
    const done = isInLine ? undefined : await attempt(call);
    return done ? done.result : runInLine(patience, startedMs, call);
  }

  async function runUnhurried<Result>(
    patience: Patience,
    startedMs: number,
    call: () => Promise<Result>,
  ): Promise<Result> {
    const endTurn = await wait(patience, startedMs, (signal) => unhurried.take(signal));
    try {
      return await runHurried(patience, startedMs, call);
    } finally {
      endTurn();
    }
  }

  return {
    async run(patience, call) {
      running += 1;
      try {
        const start = patience.withinMs === undefined ? runUnhurried : runHurried;
        return await start(patience, clock.now(), call);
      } finally {
        running -= 1;
      }
    },
    get waiting() {
      return waiting;
    },
    get isIdle() {
      return running === 0 && clock.now() >= openAtMs;
    },
  };
}

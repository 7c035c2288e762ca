import type { Clock } from '../clock.ts';

/**
 * How a {@link FakeClock} begins, and how it goes.
 *
 * @see [Testing your code](../../README.md#testing-your-code)
 */
export interface FakeClockOptions {
  /** The time at the beginning; RFC 3339. Default: `2026-01-01T00:00:00Z`. */
  readonly startsAt?: string;
  /** Whether time stands still until `advance`. Default: false. */
  readonly manual?: boolean;
  /** Chance, from 0 up to, not including, 1. Default: always 0.5. */
  readonly random?: () => number;
}

/**
 * A clock on which hours pass in no time.
 *
 * @see [Testing your code](../../README.md#testing-your-code)
 */
export interface FakeClock extends Clock {
  /**
   * Lets `ms` milliseconds pass, and wakes on the way whoever is due, in the right order.
   *
   * @throws RangeError if `ms` is less than 0, or not a number.
   */
  advance(ms: number): Promise<void>;
  /** How many sleep now: 0 once a client has nothing under way. */
  sleeping(): number;
}

interface Timer {
  readonly dueMs: number;
  readonly task: () => void;
}

/**
 * Makes a clock for a service in memory. Unless it is `manual`, time jumps to where the next sleeper wakes as soon as
 * everybody only waits. What takes real time, such as a socket or a file, looks like waiting, too: a client that needs
 * some to get a token or an answer would time out, so take a manual clock for it.
 *
 * @throws RangeError if `startsAt` is no time.
 * @see [Testing your code](../../README.md#testing-your-code)
 */
export function createFakeClock(options: FakeClockOptions = {}): FakeClock {
  const { startsAt = '2026-01-01T00:00:00Z', manual = false, random = () => 0.5 } = options;
  const timers = new Set<Timer>();
  let nowMs = Date.parse(startsAt);
  if (Number.isNaN(nowMs)) throw new RangeError(`startsAt must be a time by RFC 3339; it is "${startsAt}".`);
  let stirred = false;
  let running = false;

  const earliest = (): Timer | undefined => {
    const [first, ...others] = timers;
    return others.reduce((next, timer) => (next && next.dueMs <= timer.dueMs ? next : timer), first);
  };
  const leave = (timer: Timer): void => {
    timers.delete(timer);
    stirred = true;
  };
  const run = (timer: Timer): void => {
    nowMs = Math.max(nowMs, timer.dueMs);
    leave(timer);
    timer.task();
  };

  async function runByItself(): Promise<void> {
    if (running || manual) return;
    running = true;
    for (let next = earliest(); next; next = earliest()) {
      stirred = false;
      await nextTurn();
      if (!stirred) run(next);
    }
    running = false;
  }

  return {
    random,
    now: () => nowMs,
    sleeping: () => timers.size,
    after(ms, task) {
      const timer: Timer = { dueMs: nowMs + ms, task };
      timers.add(timer);
      stirred = true;
      void runByItself();
      return () => leave(timer);
    },
    async advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`Time can only go on; it cannot by ${ms} ms.`);
      const untilMs = nowMs + ms;
      await nextTurn();
      for (let next = earliest(); next && next.dueMs <= untilMs; next = earliest()) {
        run(next);
        // Who was woken may go to sleep again, before the end of this.
        await nextTurn();
      }
      nowMs = Math.max(nowMs, untilMs);
    },
  };
}

/** Resolves once all has run that waits for nothing but promises. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

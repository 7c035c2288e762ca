import type { Clock } from './clock.ts';
import { onAbort } from './on-abort.ts';

/** When a task must end. */
export interface Deadline {
  /** The caller's. */
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number;
}

/** A deadline that is running. */
export interface RunningDeadline {
  /** Aborted when the caller aborts, with the same reason, or when the time is up. */
  readonly signal: AbortSignal;
  /** Must be called: lets go of the timer and of the caller's signal, which may outlive thousands of calls. */
  end(): void;
}

/**
 * Starts a deadline. `AbortSignal.any` and `AbortSignal.timeout` would leave what they hold to the garbage collector.
 *
 * @param timeoutError What to abort with when the time is up.
 * @throws the reason of `deadline.signal`, if it is aborted already.
 */
export function startDeadline(
  clock: Clock,
  { signal, timeoutMs }: Deadline,
  timeoutError: () => Error,
): RunningDeadline {
  signal?.throwIfAborted();
  const running = new AbortController();
  const cancel = clock.after(timeoutMs, () => running.abort(timeoutError()));
  const forget = signal && onAbort(signal, () => running.abort(signal.reason));
  return {
    signal: running.signal,
    end() {
      cancel();
      forget?.();
    },
  };
}

/**
 * Runs a task that ends when the caller aborts or when the time is up. The promise settles then even if the task does
 * not listen to its signal.
 *
 * @throws the reason of `deadline.signal`, unchanged; what `timeoutError` returns; what the task throws.
 */
export async function withDeadline<T>(
  clock: Clock,
  deadline: Deadline,
  timeoutError: () => Error,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const running = startDeadline(clock, deadline, timeoutError);
  try {
    return await untilAborted(running.signal, task(running.signal));
  } finally {
    running.end();
  }
}

/**
 * Settles as a task does, but rejects as soon as `signal` is aborted, with its reason. The signal has one listener until the
 * task has ended.
 */
export function untilAborted<T>(signal: AbortSignal, task: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    const forget = onAbort(signal, stop);
    // A task that is aborted fails too, with less to say.
    void task.then(resolve, (error) => (signal.aborted ? stop() : reject(error))).finally(forget);
  });
}

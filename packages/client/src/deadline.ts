import type { Clock } from './clock.ts';
import { onAbort } from './on-abort.ts';

/** When a task must end. */
export interface Deadline {
  /** The caller's. */
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number;
}

/** Something that takes time. */
export type Task<T> = (signal: AbortSignal) => Promise<T>;

/**
 * Runs a task that ends when the caller aborts or when the time is up. The promise settles then even if the task does
 * not listen to its signal, as a `fetch` in memory might not.
 *
 * The caller's signal has one listener meanwhile and none afterwards, because it may outlive thousands of calls.
 * `AbortSignal.any` would leave that to the garbage collector.
 *
 * @throws the reason of `deadline.signal`, unchanged; what `timeoutError` returns; what the task throws.
 */
export function withDeadline<T>(
  clock: Clock,
  { signal, timeoutMs }: Deadline,
  timeoutError: () => Error,
  task: Task<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const running = new AbortController();
    const succeed = (result: T): void => {
      settle();
      resolve(result);
    };
    const fail = (reason: unknown): void => {
      settle();
      // First, because a task that is aborted fails too, with less to say.
      reject(reason);
      // Lets go of what the task may still hold, such as a connection.
      running.abort(reason);
    };
    const cancel = clock.after(timeoutMs, () => fail(timeoutError()));
    const forget = onAbort(signal, () => fail(signal?.reason));
    const settle = (): void => {
      cancel();
      forget();
    };
    task(running.signal).then(succeed, fail);
  });
}

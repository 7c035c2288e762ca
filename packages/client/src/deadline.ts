import { checkTimeoutMs } from './arguments.ts';
import type { CallOptions } from './call-options.ts';
import type { Clock } from './clock.ts';

/** When a task must end. */
export type Deadline = Pick<CallOptions, 'signal'> & { readonly timeoutMs: number };

/** Something that takes time. */
export type Task<T> = (signal: AbortSignal) => Promise<T>;

/**
 * Runs a task that ends when the caller aborts or when the time is up. The promise settles then even if the task does
 * not listen to its signal, as a `fetch` in memory might not.
 *
 * @throws the reason of `deadline.signal`, unchanged; what `timeoutError` returns; what the task throws.
 */
export function withDeadline<T>(
  clock: Clock,
  deadline: Deadline,
  timeoutError: () => Error,
  task: Task<T>,
): Promise<T> {
  return withDeadlineSignal(clock, deadline, timeoutError, (signal) =>
    // The task comes last: it may be aborted before it has returned its promise.
    Promise.race([rejectionBy(signal), task(signal)]),
  );
}

/**
 * The same for a task that does listen to its signal: the promise settles when the task has done so, and not before.
 *
 * The caller's signal has one listener meanwhile and none afterwards, because it may outlive thousands of calls.
 * `AbortSignal.any` would leave that to the garbage collector.
 */
export async function withDeadlineSignal<T>(
  clock: Clock,
  deadline: Deadline,
  timeoutError: () => Error,
  task: Task<T>,
): Promise<T> {
  const timeoutMs = checkTimeoutMs(deadline.timeoutMs);
  deadline.signal?.throwIfAborted();
  const running = new AbortController();
  const settled = new AbortController();
  const onAbort = (): void => running.abort(deadline.signal?.reason);
  deadline.signal?.addEventListener('abort', onAbort, { once: true });
  clock.sleep(timeoutMs, settled.signal).then(
    () => running.abort(timeoutError()),
    // The task was faster.
    () => {},
  );
  try {
    return await task(running.signal);
  } catch (error) {
    // Whatever a task says once it was aborted, the reason is why.
    running.signal.throwIfAborted();
    // Lets go of what the task may still hold, such as a connection.
    running.abort(error);
    throw error;
  } finally {
    // With a reason, because the default one is an error with a stack.
    settled.abort('settled');
    deadline.signal?.removeEventListener('abort', onAbort);
  }
}

function rejectionBy(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

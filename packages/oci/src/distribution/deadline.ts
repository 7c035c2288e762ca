import type { Clock } from '../clock.ts';

/** How long a task may take, and what stops it before. */
export interface Deadline {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly timeoutError: () => Error;
}

/**
 * Runs a task whose signal aborts when the caller's does or when the time is up. It settles then, even if the task does
 * not listen.
 *
 * @throws the reason of `signal`, unchanged; what `timeoutError` returns; what the task throws.
 */
export async function withDeadline<T>(
  { clock, timeoutMs, signal, timeoutError }: Deadline,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const running = new AbortController();
  const settled = new AbortController();
  const onAbort = (): void => running.abort(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  const timeIsUp = clock.wait(timeoutMs, settled.signal).then(() => Promise.reject(timeoutError()));
  try {
    return await orAborted(Promise.race([task(running.signal), timeIsUp]), running.signal);
  } catch (error) {
    signal?.throwIfAborted();
    // Lets go of the connection, where the task did not come to its end.
    running.abort(error);
    throw error;
  } finally {
    // Without a reason `abort` makes an exception with a stack, which every request would pay for.
    settled.abort('settled');
    signal?.removeEventListener('abort', onAbort);
  }
}

/** What `promise` becomes, or the reason of `signal` where that comes first. */
export async function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

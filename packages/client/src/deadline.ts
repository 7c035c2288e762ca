import { checkTimeoutMs } from './arguments.ts';
import type { CallOptions } from './call-options.ts';
import type { Clock } from './clock.ts';

/**
 * Runs a task that ends when the caller aborts or when the time is up. The promise settles then even if the task does
 * not listen to its signal, as a `fetch` in memory might not.
 *
 * The caller's signal has one listener meanwhile and none afterwards, because it may outlive thousands of calls.
 * `AbortSignal.any` would leave that to the garbage collector.
 *
 * @throws the reason of `options.signal`, unchanged; what `timeoutError` returns; what the task throws.
 */
export async function withDeadline<T>(
  clock: Clock,
  options: CallOptions & { readonly timeoutMs: number },
  timeoutError: () => Error,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeoutMs = checkTimeoutMs(options.timeoutMs);
  options.signal?.throwIfAborted();
  const call = new AbortController();
  const settled = new AbortController();
  const onAbort = (): void => call.abort(options.signal?.reason);
  options.signal?.addEventListener('abort', onAbort, { once: true });
  const timeIsUp = clock.sleep(timeoutMs, settled.signal).then(() => Promise.reject(timeoutError()));
  try {
    return await Promise.race([task(call.signal), rejectionBy(call.signal), timeIsUp]);
  } catch (error) {
    // Whatever a task says once it was aborted, the reason is why.
    call.signal.throwIfAborted();
    // Lets go of what the task may still hold, such as a connection.
    call.abort(error);
    throw error;
  } finally {
    settled.abort();
    options.signal?.removeEventListener('abort', onAbort);
  }
}

function rejectionBy(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/**
 * Runs a task once when `signal` is aborted, at once if it already is. The function that this gives takes the task back; it
 * is to be called, because the signal may outlive thousands of calls.
 */
export function onAbort(signal: AbortSignal | undefined, task: () => void): () => void {
  if (signal?.aborted) task();
  else signal?.addEventListener('abort', task, { once: true });
  return () => signal?.removeEventListener('abort', task);
}

import type { Clock } from '../clock.ts';

/** Resolves after `ms`; rejects with the signal's reason as soon as it aborts. */
export function pause(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  if (signal?.aborted === true) {
    reject(signal.reason);
    return promise;
  }
  const giveUp = (): void => reject(signal?.reason);
  signal?.addEventListener('abort', giveUp, { once: true });
  const end = clock.deadline(ms);
  const finish = (): void => {
    signal?.removeEventListener('abort', giveUp);
    resolve();
  };
  if (end.aborted) finish();
  else end.addEventListener('abort', finish, { once: true });
  return promise;
}

import type { Clock } from '../clock.ts';

/** Resolves after `ms`; rejects with the signal's reason as soon as it aborts. */
export async function pause(clock: Pick<Clock, 'after'>, ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const giveUp = (): void => reject(signal?.reason);
  const callOff = clock.after(ms, resolve);
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    await promise;
  } finally {
    callOff();
    signal?.removeEventListener('abort', giveUp);
  }
}

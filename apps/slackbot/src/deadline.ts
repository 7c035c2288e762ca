import type { Clock } from './clock.ts';

/** The time that some work has. Whoever is done disposes of it: nothing of it is left then, however long it would last. */
export interface Deadline extends Disposable {
  /** Aborts when the time is over, or for whatever reason before. */
  readonly signal: AbortSignal;
  /** Ends it at once. */
  end(reason: unknown): void;
}

/** Starts a deadline of `ms`, or of none where that is missing. It ends earlier if `signal` aborts. */
export function startDeadline(
  clock: Pick<Clock, 'after'>,
  ms: number | undefined,
  signal?: AbortSignal,
): Deadline {
  const controller = new AbortController();
  const end = (reason: unknown): void => controller.abort(reason);
  const giveUp = (): void => end(signal?.reason);
  const timeIsOver = (): void => end(new DOMException('The time for it is over.', 'TimeoutError'));
  const callOff = ms === undefined ? undefined : clock.after(ms, timeIsOver);
  if (signal?.aborted === true) giveUp();
  else signal?.addEventListener('abort', giveUp, { once: true });
  return {
    signal: controller.signal,
    end,
    [Symbol.dispose]() {
      callOff?.();
      signal?.removeEventListener('abort', giveUp);
    },
  };
}

import type { Clock } from '../clock.ts';
import { errorFields, type Log } from '../log.ts';
import { pause } from '../slack/pause.ts';

/** Work that is to be done again and again. */
export interface Chore {
  /** For the log. */
  readonly name: string;
  readonly everyMs: number;
  readonly work: () => Promise<void>;
}

/**
 * Does a chore now and then, until the signal aborts. A failure ends nothing: it is logged, and the next time may be better.
 * Resolves once the last time has ended.
 */
export async function every(
  { name, everyMs, work }: Chore,
  { clock, log, signal }: { readonly clock: Clock; readonly log: Log; readonly signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    try {
      await work();
    } catch (error) {
      log.error('chore failed', { chore: name, error: errorFields(error) });
    }
    // Aborted is all that it can reject with.
    await pause(clock, everyMs, signal).catch(() => undefined);
  }
}

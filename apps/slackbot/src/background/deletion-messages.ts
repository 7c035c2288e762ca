import type { Clock } from '../clock.ts';
import { errorFields, type Log } from '../log.ts';
import type { Patience } from '../slack/method-queue.ts';
import { patience } from '../slack/slack-api.ts';
import { isOpen, type DeletionRequest } from '../state/deletion-request.ts';
import type { DeletionRequests } from '../state/deletion-requests.ts';
import { whenFree } from '../state/when-free.ts';
import { keyOf, latest, type HeldMessages, type ShownPlace } from './held-messages.ts';
import { createSetbacks } from './setbacks.ts';

/** The messages that show requests, as they are now. */
export interface DeletionMessages {
  /**
   * Shows a request in its message, which is posted if there is none, or none any more. What Slack does not take while the
   * request is open is left to {@link DeletionMessages.catchUp}. Never rejects.
   */
  show(request: DeletionRequest): Promise<ShownPlace>;
  /**
   * Shows the requests of which people see nothing yet or an older version: those that Slack did not take, and those that an
   * earlier bot did not come to show. To be called now and then.
   */
  catchUp(): Promise<void>;
}

/** What {@link createDeletionMessages} needs. */
export interface DeletionMessagesOptions {
  readonly held: HeldMessages;
  readonly state: { readonly requests: DeletionRequests };
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Aborts once the bot cannot wait any longer. */
  readonly stopping: AbortSignal;
}

/** Somebody posts a younger one at this moment, here or in another process. */
const orphanedAfterMs = 60_000;
/** What Slack has not taken for a day, nobody waits for any more; the audit has it. */
const forgottenAfterMs = 24 * 3_600_000;
const batchSize = 100;

/** Makes {@link DeletionMessages}. */
export function createDeletionMessages(options: DeletionMessagesOptions): DeletionMessages {
  const { held, state, clock, log, stopping } = options;
  const { requests } = state;
  const setbacks = createSetbacks(clock);
  /** Where those are that could not be shown the last time. */
  const places = new Map<string, ShownPlace>();

  async function showNow(request: DeletionRequest, howLong: Patience): Promise<ShownPlace> {
    const key = keyOf(request);
    const { at, is } = await held.show(request, howLong);
    if (is === 'shown') forget(key);
    if (is === 'not-shown') {
      places.set(key, at);
      setbacks.failed(key, at.problem ?? at.place);
    }
    return at;
  }

  function forget(key: string): void {
    places.delete(key);
    setbacks.forget(key);
  }

  /** Whether somebody else may be about to show a request for the first time. */
  function isYoung(request: DeletionRequest, nowMs: number): boolean {
    return !request.message && !places.has(keyOf(request)) && nowMs < request.createdAtMs + orphanedAfterMs;
  }

  async function giveUp(request: DeletionRequest): Promise<void> {
    forget(keyOf(request));
    try {
      await whenFree(() => requests.markShown(request, request.version));
    } catch (error) {
      log.error('message not given up', { request: request.id, error: errorFields(error) });
    }
  }

  /** Another process may have shown what this one could not. */
  function forgetShown(unshown: readonly DeletionRequest[]): void {
    if (unshown.length === batchSize) return;
    const keys = new Set(unshown.map(keyOf));
    for (const key of places.keys()) if (!keys.has(key)) forget(key);
  }

  return {
    async show(request) {
      const before = places.get(keyOf(request));
      return before && isOpen(latest(requests, request)) ? before : showNow(request, patience.user);
    },
    async catchUp() {
      const nowMs = clock.now();
      const howLong = { ...patience.background, signal: stopping };
      const unshown = requests.unshown(batchSize);
      forgetShown(unshown);
      const shown = unshown.map(async (request) => {
        const isForgotten = !isOpen(request) && nowMs >= request.createdAtMs + forgottenAfterMs;
        if (isForgotten) await giveUp(request);
        else if (setbacks.mayTry(keyOf(request)) && !isYoung(request, nowMs)) await showNow(request, howLong);
      });
      await Promise.all(shown);
    },
  };
}

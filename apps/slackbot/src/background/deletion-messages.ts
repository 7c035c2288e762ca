import type { Clock } from '../clock.ts';
import { errorFields, type Log } from '../log.ts';
import type { LiveMessage, LiveMessages } from '../slack/live-message.ts';
import type { Patience } from '../slack/method-queue.ts';
import { patience } from '../slack/slack-api.ts';
import type { SlackProblem } from '../slack/slack-call-error.ts';
import { isOpen, type DeletionRequest } from '../state/deletion-request.ts';
import type { DeletionRequests, RequestKey } from '../state/deletion-requests.ts';
import type { ListRenderer } from '../state/settings.ts';
import { whenFree } from '../state/when-free.ts';
import type { Answer } from '../views/answer.ts';
import { deletionMessage } from '../views/deletion-message.ts';
import type { View } from '../views/view.ts';
import type { TellApprovers } from './approver-notices.ts';
import { createSetbacks } from './setbacks.ts';

/** Where the message of a request is, and why it is not in the channel where the deletion was asked for. */
export interface ShownPlace {
  readonly place: 'channel' | 'direct' | 'nowhere';
  readonly problem?: SlackProblem;
}

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
  readonly live: LiveMessages;
  readonly state: { readonly requests: DeletionRequests };
  readonly tellApprovers: TellApprovers;
  readonly viewOf: (renderer: ListRenderer) => View;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Aborts once the bot cannot wait any longer. */
  readonly stopping: AbortSignal;
}

interface Held extends ShownPlace {
  readonly message?: LiveMessage;
}

/** Somebody posts a younger one at this moment, here or in another process. */
const orphanedAfterMs = 60_000;
/** What Slack has not taken for a day, nobody waits for any more; the audit has it. */
const forgottenAfterMs = 24 * 3_600_000;
const batchSize = 100;

/** Makes {@link DeletionMessages}. */
export function createDeletionMessages(options: DeletionMessagesOptions): DeletionMessages {
  const { live, state, tellApprovers, viewOf, clock, log, stopping } = options;
  const { requests } = state;
  // Of one message at a time there may be one hand that changes it, so that the latest wins.
  const held = new Map<string, Promise<Held>>();
  const setbacks = createSetbacks(clock);
  /** Where those are that could not be shown the last time. */
  const places = new Map<string, ShownPlace>();

  const latest = (request: DeletionRequest): DeletionRequest => requests.get(request) ?? request;

  /** Reads the request at the last moment: of several that show it, none shows what is past. */
  function rendering(request: DeletionRequest): {
    readonly render: (renderer: ListRenderer) => Answer;
    /** What was rendered the last time; undefined where something later was shown instead. */
    readonly rendered: () => DeletionRequest | undefined;
  } {
    let last: DeletionRequest | undefined;
    return {
      render(renderer) {
        last = latest(request);
        return deletionMessage(last, viewOf(renderer));
      },
      rendered: () => last,
    };
  }

  function succeeded(key: string): void {
    places.delete(key);
    setbacks.forget(key);
  }

  function failed(key: string, place: ShownPlace): void {
    // What is not there holds nothing: the next time may have more luck.
    held.delete(key);
    places.set(key, place);
    setbacks.failed(key, place.problem ?? place.place);
  }

  async function remember(request: DeletionRequest, work: () => void): Promise<void> {
    try {
      await whenFree(work);
    } catch (error) {
      // The message is there; later there may be another, or the same change once more.
      log.error('message not remembered', { request: request.id, error: errorFields(error) });
    }
  }

  async function post(request: DeletionRequest, howLong: Patience): Promise<Held> {
    const { teamId, channelId, requester: userId } = request;
    const { render, rendered } = rendering(request);
    const before = latest(request);
    const canFollow = isOpen(before);
    const posting = await live.post({ teamId, channelId, userId, render, canFollow, patience: howLong });
    if (posting.place === 'nowhere') {
      failed(keyOf(request), posting);
      return posting;
    }
    succeeded(keyOf(request));
    const now = rendered() ?? before;
    // Where somebody has removed the first message, they know.
    if (now.state === 'awaiting-approval' && !before.message) tellApprovers(now, posting.place);
    await remember(request, () => {
      const { version } = now;
      const applied = requests.apply(request, { kind: 'show', message: posting.message.ref });
      const after = applied.outcome === 'changed' ? applied.request.version : version;
      // That it was posted changes nothing in what people see.
      requests.markShown(request, after === version + 1 ? after : version);
    });
    return posting;
  }

  /** Shows a request in a message that is there; false if it is not any more. */
  async function update(request: DeletionRequest, message: LiveMessage, place: ShownPlace): Promise<boolean> {
    const { render, rendered } = rendering(request);
    const showing = await message.show(render);
    const shown = rendered();
    if (showing === 'failed') failed(keyOf(request), place);
    if (showing === 'shown' && shown) {
      succeeded(keyOf(request));
      await remember(request, () => requests.markShown(request, shown.version));
    }
    return showing !== 'gone';
  }

  function hold(request: DeletionRequest, holding: Promise<Held>): Promise<Held> {
    held.set(keyOf(request), holding);
    return holding;
  }

  async function showNow(request: DeletionRequest, howLong: Patience): Promise<ShownPlace> {
    const key = keyOf(request);
    const { teamId, channelId } = request;
    const known = held.get(key);
    const ref = latest(request).message;
    let now: Held;
    if (known || ref) {
      const place = ref?.channelId === channelId ? 'channel' : 'direct';
      const holding =
        known ??
        hold(request, Promise.resolve(ref ? { place, message: live.resume(teamId, ref) } : { place }));
      now = await holding;
      // Whoever has removed the message did not mean that nobody should know.
      const isThere = now.message ? await update(request, now.message, withoutMessage(now)) : true;
      if (!isThere) {
        const another = held.get(key);
        now = await (another && another !== holding ? another : hold(request, post(request, howLong)));
      }
    } else {
      // What was just posted needs no change; whatever happens after it is shown by whoever tells of it.
      now = await hold(request, post(request, howLong));
    }
    if (!isOpen(latest(request))) held.delete(key);
    return withoutMessage(now);
  }

  /** Whether somebody else may be about to show a request for the first time. */
  const isYoung = (request: DeletionRequest, nowMs: number): boolean =>
    !request.message && !places.has(keyOf(request)) && nowMs < request.createdAtMs + orphanedAfterMs;

  return {
    async show(request) {
      const key = keyOf(request);
      const before = places.get(key);
      if (before && isOpen(latest(request))) return before;
      return showNow(request, patience.user);
    },
    async catchUp() {
      const nowMs = clock.now();
      const due = requests.unshown(batchSize).filter((request) => {
        const key = keyOf(request);
        if (isOpen(request) || nowMs < request.createdAtMs + forgottenAfterMs) {
          return setbacks.mayTry(key) && !isYoung(request, nowMs);
        }
        succeeded(key);
        void remember(request, () => requests.markShown(request, request.version));
        return false;
      });
      const howLong = { ...patience.background, signal: stopping };
      await Promise.all(due.map((request) => showNow(request, howLong)));
    },
  };
}

function withoutMessage({ place, problem }: Held): ShownPlace {
  return { place, ...(problem !== undefined && { problem }) };
}

function keyOf({ teamId, id }: RequestKey): string {
  return `${teamId} ${id}`;
}

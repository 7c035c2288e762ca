import { isDirect } from '../direct-messages.ts';
import { errorFields, type Log } from '../log.ts';
import type { LiveMessage, LiveMessages } from '../slack/live-message.ts';
import type { Patience } from '../slack/method-queue.ts';
import type { MessageRef } from '../slack/slack-api.ts';
import type { SlackProblem } from '../slack/slack-call-error.ts';
import { isOpen, type DeletionRequest } from '../state/deletion-request.ts';
import type { DeletionRequests, RequestKey } from '../state/deletion-requests.ts';
import type { ListRenderer } from '../state/settings.ts';
import type { State } from '../state/state.ts';
import { whenFree } from '../state/when-free.ts';
import type { Answer } from '../views/answer.ts';
import { deletionMessage } from '../views/deletion-message.ts';
import type { View } from '../views/view.ts';
import { alone, type AloneDeps } from './alone.ts';
import type { TellApprovers } from './approver-notices.ts';

/** Where the message of a request is, and why it is not in the channel where the deletion was asked for. */
export interface ShownPlace {
  readonly place: 'channel' | 'direct' | 'nowhere';
  readonly problem?: SlackProblem;
}

/** What came of showing a request. */
export interface Shown {
  readonly at: ShownPlace;
  /** `elsewhere`: somebody else is about to post it, in whatever process. */
  readonly is: 'shown' | 'not-shown' | 'elsewhere';
}

/** The messages of requests. Of one message at a time there is one hand that changes it, so that the latest wins. */
export interface HeldMessages {
  /** Shows a request as it is now in its message, which is posted if there is none, or none any more. Never rejects. */
  show(request: DeletionRequest, howLong: Patience): Promise<Shown>;
}

/** What {@link createHeldMessages} needs. */
export interface HeldMessagesOptions extends AloneDeps {
  readonly live: LiveMessages;
  readonly state: Pick<State, 'requests' | 'claims'>;
  readonly tellApprovers: TellApprovers;
  /** Hears of a request that has a message now, wherever that is. */
  readonly onPosted: (request: DeletionRequest) => void;
  readonly viewOf: (renderer: ListRenderer) => View;
  readonly log: Log;
}

/** A message in this hand; none where somebody else posts it, or nobody could. */
interface Held extends Shown {
  readonly message?: LiveMessage;
}

/** Makes {@link HeldMessages}. */
export function createHeldMessages(options: HeldMessagesOptions): HeldMessages {
  const { live, state, tellApprovers, onPosted, viewOf, log } = options;
  const { requests } = state;
  const held = new Map<string, { readonly key: RequestKey; readonly holding: Promise<Held> }>();
  /** How many show each request at this moment. */
  const busy = new Map<string, number>();

  /** Reads the request at the last moment: of several that show it, none shows what is past. */
  function rendering(request: DeletionRequest): {
    readonly render: (renderer: ListRenderer, place: ShownPlace['place']) => Answer;
    /** What was rendered the last time; undefined where something later was shown instead. */
    readonly rendered: () => DeletionRequest | undefined;
  } {
    let last: DeletionRequest | undefined;
    return {
      render(renderer, place) {
        last = latest(requests, request);
        return deletionMessage(last, viewOf(renderer), isPrivate(last, place));
      },
      rendered: () => last,
    };
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
    const before = latest(requests, request);
    const canFollow = isOpen(before);
    const posting = await live.post({ teamId, channelId, userId, render, canFollow, patience: howLong });
    if (posting.place === 'nowhere') return { at: posting, is: 'not-shown' };
    const shown = rendered() ?? before;
    // Where somebody has removed the first message, they know.
    if (shown.state === 'awaiting-approval' && !before.message) {
      tellApprovers(shown, isPrivate(shown, posting.place) ? 'direct' : 'channel');
    }
    await remember(request, () => {
      const { version } = shown;
      const applied = requests.apply(request, { kind: 'show', message: posting.message.ref });
      const after = applied.outcome === 'changed' ? applied.request.version : version;
      // That it was posted changes nothing in what people see.
      requests.markShown(request, after === version + 1 ? after : version);
    });
    onPosted(shown);
    const { message, ...at } = posting;
    return { at, is: 'shown', message };
  }

  function take(request: DeletionRequest, ref: MessageRef): Held {
    const place = ref.channelId === request.channelId ? 'channel' : 'direct';
    return { at: { place }, is: 'shown', message: live.resume(request.teamId, ref) };
  }

  /** Posts a message in the place of one that is gone, or the first. */
  async function postAlone(request: DeletionRequest, howLong: Patience, gone?: MessageRef): Promise<Held> {
    const { teamId, id } = request;
    try {
      const posted = await alone(options, { teamId, name: `message ${id}` }, async () => {
        const ref = latest(requests, request).message;
        return ref && ref.ts !== gone?.ts ? take(request, ref) : post(request, howLong);
      });
      return posted ?? { at: { place: 'channel' }, is: 'elsewhere' };
    } catch (error) {
      log.error('message not posted', { request: id, error: errorFields(error) });
      return { at: { place: 'nowhere', problem: 'unreachable' }, is: 'not-shown' };
    }
  }

  async function update(request: DeletionRequest, { at, message }: Held): Promise<Shown | 'gone'> {
    // Whoever posts it shows it as it is then.
    if (!message) return { at, is: 'elsewhere' };
    const { render, rendered } = rendering(request);
    const showing = await message.show((renderer) => render(renderer, at.place));
    const shown = rendered();
    if (showing === 'shown' && shown) {
      await remember(request, () => requests.markShown(request, shown.version));
    }
    if (showing === 'gone') return 'gone';
    return { at, is: showing === 'shown' ? 'shown' : 'not-shown' };
  }

  /** Another process may have shown the end of a request: nobody shows it here again. */
  function forgetEnded(): void {
    for (const [name, { key }] of held) {
      // A second hand would not wait for the first, whose older change may reach Slack later.
      if (busy.has(name)) continue;
      const request = requests.get(key);
      if (!request || !isOpen(request)) held.delete(name);
    }
  }

  function hold({ teamId, id }: DeletionRequest, holding: Promise<Held>): Promise<Held> {
    forgetEnded();
    const key = { teamId, id };
    held.set(keyOf(key), { key, holding });
    return holding;
  }

  async function showHeld(request: DeletionRequest, howLong: Patience): Promise<Shown> {
    const key = keyOf(request);
    const ref = latest(requests, request).message;
    const known = held.get(key)?.holding ?? (ref && hold(request, Promise.resolve(take(request, ref))));
    // What was just posted needs no change; whatever happens after it is shown by whoever tells of it.
    if (!known) return hold(request, postAlone(request, howLong));
    const now = await known;
    const updated = await update(request, now);
    if (updated !== 'gone') return updated;
    // Whoever has removed the message did not mean that nobody should know.
    const another = held.get(key)?.holding;
    if (another && another !== known) return another;
    return hold(request, postAlone(request, howLong, now.message?.ref));
  }

  function leave(key: string): void {
    const others = (busy.get(key) ?? 1) - 1;
    if (others > 0) busy.set(key, others);
    else busy.delete(key);
  }

  return {
    async show(request, howLong) {
      const key = keyOf(request);
      busy.set(key, (busy.get(key) ?? 0) + 1);
      const { at, is } = await showHeld(request, howLong).finally(() => leave(key));
      // What is not there holds nothing: the next time may have more luck.
      const isNeeded = is === 'shown' && isOpen(latest(requests, request));
      if (!isNeeded && !busy.has(key)) held.delete(key);
      return { at, is };
    },
  };
}

/** Whether a message in this place is seen by its requester alone. */
function isPrivate({ channelId }: DeletionRequest, place: ShownPlace['place']): boolean {
  return place === 'direct' || isDirect(channelId);
}

/** A request as it is now. */
export function latest(requests: Pick<DeletionRequests, 'get'>, request: DeletionRequest): DeletionRequest {
  return requests.get(request) ?? request;
}

/** What tells a request from all others. */
export function keyOf({ teamId, id }: RequestKey): string {
  return `${teamId} ${id}`;
}

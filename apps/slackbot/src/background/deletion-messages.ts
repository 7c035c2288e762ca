import { errorFields, type Log } from '../log.ts';
import type { LiveMessage, LiveMessages } from '../slack/live-message.ts';
import type { SlackProblem } from '../slack/slack-call-error.ts';
import { isOpen, type DeletionRequest } from '../state/deletion-request.ts';
import type { DeletionRequests, RequestKey } from '../state/deletion-requests.ts';
import type { ListRenderer } from '../state/settings.ts';
import type { Answer } from '../views/answer.ts';
import { deletionMessage } from '../views/deletion-message.ts';
import type { View } from '../views/view.ts';

/** Where the message of a request is, and why it is not in the channel where the deletion was asked for. */
export interface ShownPlace {
  readonly place: 'channel' | 'direct' | 'nowhere';
  readonly problem?: SlackProblem;
}

/** The messages that show requests, as they are now. */
export interface DeletionMessages {
  /** Shows a request in its message, which is posted if there is none yet. Never rejects. */
  show(request: DeletionRequest): Promise<ShownPlace>;
}

/** What {@link createDeletionMessages} needs. */
export interface DeletionMessagesOptions {
  readonly live: LiveMessages;
  readonly state: { readonly requests: DeletionRequests };
  readonly viewOf: (renderer: ListRenderer) => View;
  readonly log: Log;
}

interface Held extends ShownPlace {
  readonly message?: LiveMessage;
}

/** Makes {@link DeletionMessages}. */
export function createDeletionMessages(options: DeletionMessagesOptions): DeletionMessages {
  const { live, state, viewOf, log } = options;
  // Of one message at a time there may be one hand that changes it, so that the latest wins.
  const held = new Map<string, Promise<Held>>();

  /** Reads the request at the last moment: of several that show it, none shows what is past. */
  const render =
    (request: DeletionRequest) =>
    (renderer: ListRenderer): Answer =>
      deletionMessage(state.requests.get(request) ?? request, viewOf(renderer));

  async function post(request: DeletionRequest): Promise<Held> {
    const { teamId, channelId, requester: userId } = request;
    const posting = await live.post({ teamId, channelId, userId, render: render(request) });
    if (posting.place === 'nowhere') return posting;
    try {
      state.requests.apply(request, { kind: 'show', message: posting.message.ref });
    } catch (error) {
      // The message is there; after a restart there will be another.
      log.error('message not remembered', { request: request.id, error: errorFields(error) });
    }
    return posting;
  }

  return {
    async show(request) {
      const key = keyOf(request);
      const known = held.get(key);
      const { message = state.requests.get(request)?.message } = request;
      const { teamId, channelId } = request;
      const holding =
        known ??
        (message
          ? Promise.resolve<Held>({
              place: message.channelId === channelId ? 'channel' : 'direct',
              message: live.resume(teamId, message),
            })
          : post(request));
      held.set(key, holding);
      const holdingMessage = await holding;
      // What was just posted needs no change; whatever happens after it is shown by whoever tells of it.
      if (known || message) await holdingMessage.message?.show(render(request));
      if (!isOpen(state.requests.get(request) ?? request)) held.delete(key);
      const { place, problem } = holdingMessage;
      return { place, ...(problem !== undefined && { problem }) };
    },
  };
}

function keyOf({ teamId, id }: RequestKey): string {
  return `${teamId} ${id}`;
}

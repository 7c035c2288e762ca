import type { ShownPlace } from '../background/held-messages.ts';
import { isPassing } from '../slack/live-message.ts';
import type { DeletionRequest } from '../state/deletion-request.ts';
import { messageDialog } from '../views/delete-dialog.ts';
import { deletionMessage } from '../views/deletion-message.ts';
import { notice } from '../views/notice.ts';
import { requestText } from '../views/request-text.ts';
import type { View } from '../views/view.ts';
import { tryToDeliver } from './answer.ts';
import type { PlacedInteraction } from './interaction.ts';
import type { ListenerDeps } from './listener-deps.ts';
import type { Modal } from './modal.ts';

/**
 * Shows a new request in its message, and carries it out if it needs no approval, until the end. The modal says where the
 * message is, and how it ended. Answers a word for the log.
 */
export async function followRequest(
  deps: ListenerDeps,
  { interaction, modal }: { readonly interaction: PlacedInteraction; readonly modal: Modal },
  request: DeletionRequest,
): Promise<string> {
  let told: Promise<void> | undefined;
  const end = await deps.deletions.begin(request, (place) => {
    told = modal.show((view) => {
      const { waits, begun } = view.texts.delete;
      const words = request.state === 'awaiting-approval' ? waits : begun;
      return messageDialog(`${words} ${placeText(request, place, view)}`, view);
    });
  });
  if (request.state === 'awaiting-approval') {
    await told;
    return request.state;
  }
  await modal.show((view) => messageDialog(requestText(end, view), view));
  const isGone = end.images.every(({ state }) => state === 'deleted' || state === 'gone');
  // What showed the image has nothing to show any more.
  if (interaction.isPrivate && isGone) {
    const isOptional = end.message !== undefined;
    await tryToDeliver(deps, interaction, (view) => notice(requestText(end, view)), {
      place: 'original',
      isOptional,
    });
  } else if (!end.message) {
    await tryToDeliver(deps, interaction, (view) => deletionMessage(end, view));
  }
  return end.state;
}

/** Where the message of a request is, and what to do if it is not where it should be. */
function placeText({ state }: DeletionRequest, { place, problem }: ShownPlace, { texts }: View): string {
  const words = texts.request.places;
  if (problem === undefined) return words.channel;
  if (place === 'nowhere' && isPassing(problem)) return words.later;
  const where = place === 'direct' ? words.direct : words.nowhere;
  if (problem !== 'not-in-channel' && problem !== 'no-such-channel') return where;
  const { nowhere, waits, begun } = words.invite;
  if (place === 'nowhere') return `${where} ${nowhere}`;
  return `${where} ${state === 'awaiting-approval' ? waits : begun}`;
}

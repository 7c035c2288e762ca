import type { ListRequest } from '../commands/command.ts';
import { listImages } from '../features/list-images.ts';
import type { AnswerPlace } from '../slack/respond.ts';
import { imagesPerList } from '../views/limits.ts';
import { listModel, type Audience } from '../views/list-model.ts';
import type { ListPlace } from '../views/list-place.ts';
import { listFailureView, listView } from '../views/list-view.ts';
import { notice } from '../views/notice.ts';
import { answer, tryToDeliver, type Reply } from './answer.ts';
import { forbiddenText } from './forbidden.ts';
import type { Interaction } from './interaction.ts';
import type { ListenerDeps } from './listener-deps.ts';

/** Reads a page of a list and shows it; or, in its place, why it could not be read, with a way to try again. */
export async function showList(
  deps: ListenerDeps,
  interaction: Interaction,
  place: ListPlace,
  at: AnswerPlace,
): Promise<void> {
  await answer(
    deps,
    interaction,
    () => listReply(deps, interaction, place, at),
    (reason, view) => listFailureView(place, reason, view),
  );
}

async function listReply(
  deps: ListenerDeps,
  interaction: Interaction,
  asked: ListPlace,
  at: AnswerPlace,
): Promise<Reply> {
  const { actor } = interaction;
  const { listRenderer } = deps.state.settings.of(actor.teamId);
  let early: Promise<void> | undefined;
  const listed = await listImages(
    deps,
    {
      actor,
      request: asked.request,
      isTyped: asked.isTyped ?? false,
      from: asked.from,
      pageSize: imagesPerList[listRenderer],
      onEarly(request, images, imagesRead) {
        // Everybody in a channel need not watch the search.
        if (at === 'channel') return;
        const place = meantPlace(asked, request);
        const soFar = { images, imagesRead, end: 'page-full', next: undefined, isSearching: true } as const;
        early = tryToDeliver(deps, interaction, (view) => listView(listModel(place, soFar, view), view), {
          place: at,
          isOptional: true,
        });
      },
    },
    deps.stopping,
  );
  if (listed.outcome === 'forbidden') {
    const { repository, decision } = listed;
    return {
      outcome: 'forbidden',
      screen: (view) => notice(forbiddenText('view', repository, decision, view)),
    };
  }
  // It would arrive after the whole list otherwise.
  await early;
  const { result, meant, again } = listed;
  const place = meantPlace(asked, listed.request);
  const audience: Audience = at === 'channel' ? { sharedBy: actor.userId } : {};
  return {
    outcome: result.images.length === 0 ? 'empty' : 'listed',
    place: at,
    screen: async (view) => {
      // The pages of the other renderer have another length.
      const shown = view.renderer === listRenderer ? result : await again(imagesPerList[view.renderer]);
      return listView(listModel(place, { ...shown, ...(meant && { meant }) }, view, audience), view);
    },
  };
}

/** From now on the name of the repository is no guess. */
function meantPlace({ isTyped: _guessed, ...place }: ListPlace, request: ListRequest): ListPlace {
  return { ...place, request };
}

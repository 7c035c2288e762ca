import type { Image } from '@registry-images/model';

import { meantRepository, similarRepositories } from '../features/meant-repository.ts';
import { searchBounds, searchImages, type SearchResult } from '../features/search-images.ts';
import { visibilityOf, type Visibility } from '../features/visibility.ts';
import type { AnswerPlace } from '../slack/respond.ts';
import type { ListRenderer } from '../state/settings.ts';
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
  const audience: Audience = at === 'channel' ? { sharedBy: actor.userId } : {};
  const visibility = await visibilityOf(deps, actor);
  const place = await atMeantRepository(deps, asked, visibility);
  const { repository } = place.request;
  const decision = repository === undefined ? undefined : visibility.decide(repository);
  if (repository !== undefined && decision?.allowed === false) {
    return {
      outcome: 'forbidden',
      screen: (view) => notice(forbiddenText('view', repository, decision, view)),
    };
  }
  let early: Promise<void> | undefined;
  const search = (renderer: ListRenderer): Promise<SearchResult> =>
    searchImages(
      deps,
      {
        request: place.request,
        from: place.from,
        pageSize: imagesPerList[renderer],
        bounds: searchBounds,
        ...(!visibility.isAll && { isVisible: (image: Image) => visibility.canSee(image) }),
      },
      deps.stopping,
      (images, imagesRead) => {
        // Everybody in a channel need not watch the search.
        if (at === 'channel') return;
        const soFar = { images, imagesRead, end: 'page-full', next: undefined, isSearching: true } as const;
        early = tryToDeliver(deps, interaction, (view) => listView(listModel(place, soFar, view), view), at);
      },
    );
  const { listRenderer } = deps.state.settings.of(actor.teamId);
  const found = await search(listRenderer);
  // It would arrive after the whole list otherwise.
  await early;
  const isUnknown = repository !== undefined && found.imagesRead === 0 && place.page === 1;
  const similar = isUnknown ? await similarRepositories(deps, repository, visibility) : [];
  return {
    outcome: found.images.length === 0 ? 'empty' : 'listed',
    place: at,
    screen: async (view) => {
      // The pages of the other renderer have another length.
      const result = view.renderer === listRenderer ? found : await search(view.renderer);
      return listView(listModel(place, { ...result, similar }, view, audience), view);
    },
  };
}

async function atMeantRepository(
  deps: ListenerDeps,
  place: ListPlace,
  visibility: Visibility,
): Promise<ListPlace> {
  const { request } = place;
  if (request.repository === undefined) return place;
  const repository = await meantRepository(deps, request.repository, visibility);
  return { ...place, request: { ...request, repository } };
}

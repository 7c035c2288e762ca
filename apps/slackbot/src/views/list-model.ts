import type { Button } from '@slack/types';

import { commandName } from '../commands/command-table.ts';
import type { SimilarRepositories } from '../features/meant-repository.ts';
import type { SearchResult } from '../features/search-images.ts';
import { formatDuration } from '../query/duration.ts';
import { isUnfiltered, type Filters } from '../query/filters.ts';
import { formatSize } from '../query/size.ts';
import { actionNames } from './action-names.ts';
import { button } from './blocks.ts';
import { imageRow, type ImageRow } from './image-row.ts';
import { encodeListPlace, listStart, placeAfter, placeBefore, type ListPlace } from './list-place.ts';
import { clip, code } from './mrkdwn.ts';
import { userMarkup } from './people.ts';
import { meantSentences } from './resolution-view.ts';
import type { View } from './view.ts';

/** Who sees a list: whoever asked for it, or everybody in a channel, where `sharedBy` put it. */
export type Audience = { readonly sharedBy?: string };

/** A page of a list, whichever blocks show it. */
export interface ListModel {
  /** Plain. */
  readonly title: string;
  readonly titleMarkup: string;
  readonly page: number;
  readonly rows: readonly ImageRow[];
  /** What has to be said besides the rows, above all why there are none: sentences of mark-up. */
  readonly notices: readonly string[];
  /** The small print, as mark-up. */
  readonly footnote: string;
  readonly buttons: readonly Button[];
}

/** What is known of a page besides what a search found. */
export interface PageFacts {
  /** Whether these are the first rows of a search that goes on. */
  readonly isSearching?: boolean;
  /** What may have been meant, where there is no repository with images of the name that was typed. */
  readonly meant?: SimilarRepositories;
}

/** Makes the model of a page. */
export function listModel(
  place: ListPlace,
  result: SearchResult & PageFacts,
  view: View,
  audience: Audience = {},
): ListModel {
  const { texts } = view;
  const { request, page } = place;
  return {
    title: texts.list.title(request.repository),
    titleMarkup: texts.list.title(request.repository && code(request.repository)),
    page,
    rows: result.images.map((image) => imageRow(image, view)),
    notices: result.isSearching
      ? [texts.list.searching(result.imagesRead)]
      : [...emptyNotices(place, result, view), ...stopNotices(place, result, view)],
    footnote: [
      texts.list.page(page),
      texts.common.images(result.images.length),
      ...filterWords(request.filters, view),
      request.sort
        ? texts.list.sortedBy(request.sort.field, request.sort.isDescending)
        : texts.list.newestFirst,
      ...(result.imagesRead > result.images.length ? [texts.list.lookedAt(result.imagesRead)] : []),
      audience.sharedBy === undefined
        ? texts.common.onlyYou
        : texts.common.sharedBy(userMarkup(audience.sharedBy)),
    ].join(' · '),
    buttons: result.isSearching || audience.sharedBy !== undefined ? [] : buttons(place, result, view),
  };
}

/** Filters in words, as mark-up. */
export function filterWords(
  { isUntagged, olderThanMs, largerThanBytes, tag }: Filters,
  { texts }: View,
): string[] {
  const words = texts.list.filters;
  return [
    ...(isUntagged ? [words.untagged] : []),
    ...(olderThanMs === undefined ? [] : [words.olderThan(formatDuration(olderThanMs))]),
    ...(largerThanBytes === undefined ? [] : [words.largerThan(formatSize(largerThanBytes))]),
    ...(tag === undefined ? [] : [words.tag(code(tag))]),
  ];
}

function emptyNotices({ request, page }: ListPlace, result: SearchResult & PageFacts, view: View): string[] {
  const { list } = view.texts;
  if (result.images.length > 0) return [];
  if (!isUnfiltered(request.filters) && result.imagesRead > 0) {
    const filters = filterWords(request.filters, view).join(', ');
    return [
      result.next ? list.noneYet(result.imagesRead, filters) : list.noneMatches(result.imagesRead, filters),
    ];
  }
  if (page > 1 || result.next) return [list.emptyPage];
  if (request.repository === undefined) return [list.emptyRegistry];
  const empty = list.emptyRepository(code(request.repository), code(`${commandName} list`));
  return [[empty, ...meantSentences(result.meant, view)].join(' ')];
}

function stopNotices({ request }: ListPlace, { end, imagesRead }: SearchResult, { texts }: View): string[] {
  if (end !== 'image-bound' && end !== 'time-bound') return [];
  const stopped = end === 'image-bound' ? texts.list.stoppedByCount : texts.list.stoppedByTime;
  return [
    stopped(imagesRead),
    ...(request.sort?.field === 'size' ? [texts.list.stoppedBySize] : []),
    ...(request.repository === undefined ? [texts.list.narrow] : []),
  ];
}

function buttons(
  place: ListPlace,
  { end, next, meant }: SearchResult & PageFacts,
  { texts }: View,
): Button[] {
  const { list, common, problem } = texts;
  const previous = placeBefore(place);
  const isStopped = end === 'image-bound' || end === 'time-bound';
  return [
    ...(previous
      ? [
          to(
            previous.page === place.page - 1 ? list.previous : list.firstPage,
            actionNames.previousPage,
            previous,
          ),
        ]
      : []),
    ...(next
      ? [to(isStopped ? list.searchOn : list.next, actionNames.nextPage, placeAfter(place, next))]
      : []),
    ...(meant?.similar ?? []).map((repository, index) => {
      const there = listStart({ ...place.request, repository });
      return to(
        clip(repository, 70),
        `${actionNames.showList}.${index}`,
        there,
        problem.listLabel(repository),
      );
    }),
    to(common.refresh, actionNames.refreshList, place),
    to(list.filter, actionNames.filterList, listStart(place.request)),
    to(list.share, actionNames.shareList, place, list.shareLabel),
  ];
}

/** A button that leads to a place. */
function to(text: string, actionId: string, there: ListPlace, label?: string): Button {
  return button({ text, actionId, value: encodeListPlace(there), ...(label !== undefined && { label }) });
}

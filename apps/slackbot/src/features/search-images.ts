import { isApiError, type ImageOrder, type ImagePage, type ListImagesQuery } from '@registry-images/client';
import type { Image } from '@registry-images/model';

import type { Clock } from '../clock.ts';
import type { ListRequest } from '../commands/command.ts';
import { isUnfiltered, matches } from '../query/filters.ts';
import { streamImages, type ReadBounds, type ReadEnd, type ReadPlace } from '../query/stream-images.ts';
import { bySize, createTopImages } from '../query/top-images.ts';
import { scopeQuery, wireName } from '../registry-scope.ts';
import { ScopeNotFoundError, type ImageSource } from './image-source.ts';

/** Where a search goes on: on the API's pages, or in its own order by size. */
export type SearchPlace = ReadPlace;

/** The beginning of a search. */
export const searchStart: SearchPlace = { token: '', skip: 0 };

/** What {@link searchImages} is asked for. */
export interface ImageSearch {
  readonly request: ListRequest;
  readonly from: SearchPlace;
  /** How many images are shown at once. */
  readonly pageSize: number;
  readonly bounds: ReadBounds;
  /** Which images may be shown at all; missing for all of them. */
  readonly isVisible?: (image: Image) => boolean;
}

/** What a search found. */
export interface SearchResult {
  readonly images: readonly Image[];
  /** How many images were read for it, those left out by filters included. */
  readonly imagesRead: number;
  /** Why the reading ended; `page-full` if there was no need to read on. */
  readonly end: ReadEnd | 'page-full';
  /** Where to go on; undefined where there is nothing more to come. */
  readonly next: SearchPlace | undefined;
}

/** What a search needs. */
export interface SearchDeps extends ImageSource {
  readonly clock: Clock;
}

/** How much a search reads while somebody waits for it. */
export const searchBounds: ReadBounds = { maxImages: 20_000, maxMs: 20_000 };

/** How long nothing is shown, if there is anything to show. */
const earlyMs = 500;

/** The images in one page of the API: each has up to some hundred layers, so a page stays far below what the client reads. */
const apiPageSize = 200;

/**
 * Lists images by filters and an order, of which the API knows the lesser part: it sorts by name and time, the rest is done
 * here over what is read, up to the bounds. By size the order is that of the images within the bounds. `onEarly` hears once of
 * the first rows, if the search takes longer than that. A repository that the registry does not know has no images.
 *
 * @throws ScopeNotFoundError if there is nothing that could have images.
 * @throws ImagesError if the registry cannot be asked; the abort reason of `signal`.
 */
export async function searchImages(
  deps: SearchDeps,
  search: ImageSearch,
  signal: AbortSignal,
  onEarly?: (images: readonly Image[], imagesRead: number) => void,
): Promise<SearchResult> {
  try {
    return search.request.sort?.field === 'size'
      ? await searchBySize(deps, search, signal)
      : await searchInOrder(deps, search, signal, onEarly);
  } catch (error) {
    if (!isApiError(error) || error.status !== 'NOT_FOUND') throw error;
    if (search.request.repository === undefined) throw new ScopeNotFoundError(deps.scope, error);
    return { images: [], imagesRead: 0, end: 'complete', next: undefined };
  }
}

async function searchInOrder(
  deps: SearchDeps,
  search: ImageSearch,
  signal: AbortSignal,
  onEarly?: (images: readonly Image[], imagesRead: number) => void,
): Promise<SearchResult> {
  const { pageSize } = search;
  const startedMs = deps.clock.now();
  const images: Image[] = [];
  let imagesRead = 0;
  let next: SearchPlace | undefined = search.from;
  let isEarly = true;
  const stream = read(deps, search, search.from, signal);
  for (;;) {
    const step = await stream.next();
    if (step.done) return { images, imagesRead, end: step.value, next };
    const page = step.value;
    const taken = page.matches.slice(0, pageSize - images.length);
    images.push(...taken.map(({ image }) => image));
    ({ imagesRead, after: next } = page);
    if (images.length === pageSize) {
      // Whether more matches come is not known without reading on; that no page comes is.
      const isAll = page.after === undefined && page.matches.length === taken.length;
      await stream.return('complete');
      return { images, imagesRead, end: 'page-full', next: isAll ? undefined : taken.at(-1)?.after };
    }
    const isDue = deps.clock.now() - startedMs >= earlyMs;
    if (isEarly && images.length > 0 && isDue && page.after) {
      isEarly = false;
      onEarly?.([...images], imagesRead);
    }
  }
}

/** The place of an order by size is a rank: whatever is shown, everything has to be read. */
async function searchBySize(
  deps: SearchDeps,
  search: ImageSearch,
  signal: AbortSignal,
): Promise<SearchResult> {
  const { request, from, pageSize } = search;
  const until = from.skip + pageSize;
  const isDescending = request.sort?.isDescending ?? true;
  const top = createTopImages(until + 1, bySize({ isDescending }));
  let imagesRead = 0;
  const stream = read(deps, search, searchStart, signal);
  for (;;) {
    const step = await stream.next();
    if (step.done) {
      const ranked = top.list();
      const next = ranked.length > until ? { token: '', skip: until } : undefined;
      return { images: ranked.slice(from.skip, until), imagesRead, end: step.value, next };
    }
    for (const { image } of step.value.matches) top.add(image);
    ({ imagesRead } = step.value);
  }
}

function read(
  { images, scope, clock }: SearchDeps,
  { request, pageSize, bounds, isVisible }: ImageSearch,
  from: SearchPlace,
  signal: AbortSignal,
): ReturnType<typeof streamImages> {
  const { repository, filters, sort } = request;
  const isOnePage = isUnfiltered(filters) && sort?.field !== 'size' && !isVisible;
  const isMeant = matches(filters, clock.now());
  const query: ListImagesQuery = {
    ...(repository === undefined ? scopeQuery(scope) : { repositoryName: wireName(scope, repository) }),
    orderBy: apiOrder(request),
    pageSize: isOnePage ? pageSize : apiPageSize,
  };
  return streamImages({
    pagesFrom: (token, pageSignal): AsyncIterable<ImagePage> =>
      images.images.list(query, { signal: pageSignal, prefetch: !isOnePage }).byPage({ pageToken: token }),
    from,
    matches: (image) => (!isVisible || isVisible(image)) && isMeant(image),
    bounds,
    clock,
    signal,
  });
}

/** The order that the API is asked for; the newest first where the bot sorts. */
function apiOrder({ sort }: ListRequest): ImageOrder[] {
  if (!sort || sort.field === 'size') return [{ field: 'createdAt', direction: 'desc' }];
  const direction = sort.isDescending ? 'desc' : 'asc';
  if (sort.field === 'created') return [{ field: 'createdAt', direction }];
  return [
    { field: 'name', direction },
    { field: 'createdAt', direction: 'desc' },
  ];
}

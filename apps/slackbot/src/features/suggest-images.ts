import { isRepositoryName, type Image } from '@registry-images/model';

import type { ListRequest } from '../commands/command.ts';
import { shownName, wireName } from '../registry-scope.ts';
import { searchImages, searchStart, type SearchDeps, type SearchResult } from './search-images.ts';

/** Somebody who types waits for it, and Slack waits for three seconds. */
const maxMs = { newest: 1500, repository: 1000 };
const maxImages = 20_000;
/** So many entries a menu can have. */
const maxSuggestions = 100;

/**
 * The newest images that may be shown and of which the name with a tag, or the digest, contains every word that was typed, as
 * far as the bounds go; where they end, those of the repository that is typed, too.
 *
 * @throws ScopeNotFoundError, ImagesError if the registry cannot be asked; the abort reason of `signal`.
 */
export async function suggestImages(
  deps: SearchDeps,
  { typed, canSee }: { readonly typed: string; readonly canSee: (image: Image) => boolean },
  signal: AbortSignal,
): Promise<readonly Image[]> {
  const wanted = typed.trim().toLowerCase().split(/\s+/);
  const isMeant = ({ name, tags, digest }: Image): boolean => {
    const repository = shownName(deps.scope, name);
    const names = tags.length === 0 ? [repository] : tags.map((tag) => `${repository}:${tag}`);
    return [...names, digest].some((text) => wanted.every((word) => text.toLowerCase().includes(word)));
  };
  const isVisible = (image: Image): boolean => canSee(image) && isMeant(image);
  const search = (request: ListRequest, withinMs: number): Promise<SearchResult> => {
    const bounds = { maxImages, maxMs: withinMs };
    return searchImages(
      deps,
      { request, from: searchStart, pageSize: maxSuggestions, bounds, isVisible },
      signal,
    );
  };
  const newest = await search({ filters: {} }, maxMs.newest);
  const [repository = ''] = (wanted[0] ?? '').split(/[:@]/);
  const isAll = newest.end === 'complete' || newest.end === 'page-full';
  if (isAll || !isRepositoryName(wireName(deps.scope, repository))) return newest.images;
  const named = await search({ repository, filters: {} }, maxMs.repository);
  return [...named.images, ...newest.images];
}

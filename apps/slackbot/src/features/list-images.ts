import type { Image } from '@registry-images/model';

import type { ListRequest } from '../commands/command.ts';
import type { Decision } from '../policy/decide.ts';
import type { Actor, PolicySource } from './actor.ts';
import { meantRepository, similarRepositories, type SimilarRepositories } from './meant-repository.ts';
import type { ResolveDeps } from './resolve-image.ts';
import {
  searchBounds,
  searchImages,
  searchStart,
  type SearchPlace,
  type SearchResult,
} from './search-images.ts';
import { visibilityOf } from './visibility.ts';

/** A page of a list that somebody wants to see. */
export interface ListWish {
  readonly actor: Actor;
  readonly request: ListRequest;
  /** Whether the repository stands there as somebody typed it, perhaps with the address of a registry. */
  readonly isTyped: boolean;
  readonly from: SearchPlace;
  readonly pageSize: number;
  /** Hears once of the first rows, where the search takes long; with the repository that is meant. */
  readonly onEarly?: (request: ListRequest, images: readonly Image[], imagesRead: number) => void;
}

/** A page of a list, or why somebody may not see it. */
export type Listed =
  | {
      readonly outcome: 'listed';
      /** What was asked for, with the repository that is meant. */
      readonly request: ListRequest;
      readonly result: SearchResult;
      /** What may have been meant, where there is no repository with images of the name that was typed. */
      readonly meant?: SimilarRepositories;
      /** Searches for a page of another length. */
      readonly again: (pageSize: number) => Promise<SearchResult>;
    }
  | {
      readonly outcome: 'forbidden';
      readonly repository: string;
      readonly decision: Exclude<Decision, { allowed: true }>;
    };

/**
 * Reads a page of a list, of what somebody may see.
 *
 * @throws ScopeNotFoundError if there is nothing that could have images; ImagesError if the registry cannot be asked; an Error
 *   if Slack cannot be asked who they are; the abort reason of `signal`.
 */
export async function listImages(
  deps: ResolveDeps & PolicySource,
  { actor, request: asked, isTyped, from, pageSize, onEarly }: ListWish,
  signal: AbortSignal,
): Promise<Listed> {
  const visibility = await visibilityOf(deps, actor);
  const typed = asked.repository;
  const repository =
    typed === undefined || !isTyped
      ? typed
      : await meantRepository(deps, typed, { visibility, addresses: 'any' }, signal);
  if (repository !== undefined) {
    const decision = visibility.decide(repository);
    if (!decision.allowed) return { outcome: 'forbidden', repository, decision };
  }
  const request = repository === undefined ? asked : { ...asked, repository };
  const search = (length: number): Promise<SearchResult> =>
    searchImages(
      deps,
      {
        request,
        from,
        pageSize: length,
        bounds: searchBounds,
        ...(!visibility.isAll && { isVisible: (image: Image) => visibility.canSee(image) }),
      },
      signal,
      (images, imagesRead) => onEarly?.(request, images, imagesRead),
    );
  const result = await search(pageSize);
  const isStart = from.token === searchStart.token && from.skip === searchStart.skip;
  const isUnknown = repository !== undefined && isStart && result.imagesRead === 0;
  const meant = isUnknown && (await similarRepositories(deps, repository, visibility));
  return { outcome: 'listed', request, result, again: search, ...(meant && { meant }) };
}

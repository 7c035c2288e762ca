import { isApiError, type ImagesClient } from '@registry-images/client';
import type { Image } from '@registry-images/model';

import type { ListPosition } from '../list-position.ts';
import { scopeQuery, wireName, type RegistryScope } from '../registry-scope.ts';

/** One page of a list. */
export interface ImageList {
  readonly position: ListPosition;
  readonly images: readonly Image[];
  /** The token of the next page; empty on the last. */
  readonly nextPageToken: string;
}

/** Where the features get images from. */
export interface ImageSource {
  readonly images: ImagesClient;
  readonly scope: RegistryScope;
}

/** There is no registry, or no folder, with the id that the bot was set up for. */
export class ScopeNotFoundError extends Error {
  override readonly name = 'ScopeNotFoundError';
  readonly scope: RegistryScope;

  constructor(scope: RegistryScope, cause: unknown) {
    const id = scope.kind === 'registry' ? scope.registryId : scope.folderId;
    super(`The Image API knows no ${scope.kind} ${id}.`, { cause });
    this.scope = scope;
  }
}

/**
 * Reads the page at a position, the newest images first. A repository that the registry does not know has no images.
 *
 * @throws ScopeNotFoundError if there is nothing that could have images.
 * @throws ImagesError if the registry cannot be asked; the abort reason of `signal`.
 */
export async function listImages(
  { images, scope }: ImageSource,
  { position, pageSize }: { readonly position: ListPosition; readonly pageSize: number },
  signal: AbortSignal,
): Promise<ImageList> {
  const { repository, token } = position;
  const pager = images.images.list(
    {
      ...(repository === undefined ? scopeQuery(scope) : { repositoryName: wireName(scope, repository) }),
      orderBy: [{ field: 'createdAt', direction: 'desc' }],
      pageSize,
    },
    { signal },
  );
  try {
    for await (const page of pager.byPage({ pageToken: token })) {
      return { position, images: page.images, nextPageToken: page.nextPageToken };
    }
  } catch (error) {
    if (!isApiError(error) || error.status !== 'NOT_FOUND') throw error;
    if (repository === undefined) throw new ScopeNotFoundError(scope, error);
  }
  return { position, images: [], nextPageToken: '' };
}

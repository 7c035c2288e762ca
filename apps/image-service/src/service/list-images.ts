import type { ApiPaths, WireListImagesResponse } from '@registry-images/model';

import type { Principal } from '../access/principal.ts';
import { invalidArgument } from '../errors.ts';
import type { ImageStore, PageQuery } from '../store/image-store.ts';
import type { Sync } from '../sync/sync.ts';
import { parseFilter } from './filter.ts';
import { toImage } from './image.ts';
import { assertThere, chooseScope, type KnownRegistries } from './list-scope.ts';
import { parseOrderBy } from './order-by.ts';
import { formatPageToken, parsePageToken, type TokenScope } from './page-token.ts';

/** The query of a list, as the API has it. */
export type ListImagesQuery = NonNullable<
  ApiPaths['/container-registry/v1/images']['get']['parameters']['query']
>;

/** What listing needs. */
export interface ListImagesDeps {
  readonly store: Pick<ImageStore, 'hasPlace' | 'hasRepository' | 'hasVisible' | 'key' | 'page' | 'version'>;
  readonly sync: Pick<Sync, 'freshen'>;
  readonly sources: KnownRegistries;
}

/** A page that was asked for and can be read at once, as long as nobody writes. */
export interface ListedPage {
  /** The same for whatever asks for the same page; what the caller may see is not part of it. */
  readonly key: string;
  /** Of the store: an answer that was read at it is right until it changes. */
  readonly version: number;
  /** @throws ServiceError `INVALID_ARGUMENT` for a page token that is not of this list. */
  read(): WireListImagesResponse;
}

const defaultPageSize = 100;

/**
 * Lists one page of images, from the store alone. A damaged image is listed with what is known of it, without content,
 * so that it can be seen and deleted. Ordered by `last_modified`, an image that is pushed again between two pages changes its
 * place: it can be missed, or come twice.
 *
 * @throws ServiceError `INVALID_ARGUMENT`, `NOT_FOUND` for a repository, registry or folder that is not there or that the
 *   caller may not see.
 */
export async function listImages(
  { store, sync, sources }: ListImagesDeps,
  input: ListImagesQuery,
  principal: Principal,
  signal: AbortSignal,
): Promise<ListedPage> {
  const filter = parseFilter(input.filter ?? '');
  const order = parseOrderBy(input.orderBy ?? '');
  const limit = input.pageSize || defaultPageSize;
  const pageToken = input.pageToken ?? '';
  const scope = chooseScope(sources, input, principal);
  await sync.freshen(scope, signal);
  assertThere(store, scope, input, principal);

  const query = JSON.stringify([scope.chosen, filter, order]);
  return {
    key: JSON.stringify([query, limit, pageToken]),
    version: store.version,
    read() {
      const tokenScope = { key: store.key, query };
      const { repositoryName } = scope;
      const isNone = filter !== undefined && repositoryName !== undefined && filter !== repositoryName;
      const after = pageToken === '' ? undefined : parsePageToken(pageToken, tokenScope);
      if (after && !store.hasPlace(after)) {
        throw invalidArgument('pageToken', 'has expired: start from the first page.');
      }
      return isNone
        ? { images: [], nextPageToken: '' }
        : readPage(store, tokenScope, {
            registryIds: scope.registryIds,
            repositoryName: filter ?? repositoryName,
            isVisible: principal.seesAll ? undefined : principal.canRead,
            order,
            limit,
            after,
          });
    },
  };
}

function readPage(
  store: Pick<ImageStore, 'page'>,
  tokenScope: TokenScope,
  query: PageQuery,
): WireListImagesResponse {
  const page = store.page(query);
  return {
    images: page.images.map(toImage),
    nextPageToken: page.next ? formatPageToken(page.next, tokenScope) : '',
  };
}

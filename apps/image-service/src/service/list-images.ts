import type { ApiPaths, WireListImagesResponse } from '@registry-images/model';
import pMap from 'p-map';

import { isServiceError, ServiceError } from '../errors.ts';
import type { ImageContent, SourceImage } from '../source/image-source.ts';
import { parseFilter } from './filter.ts';
import { readContent, toImage, type ReadImageDeps } from './image.ts';
import { parseOrderBy } from './order-by.ts';
import { formatPageToken, parsePageToken } from './page-token.ts';
import { compareBy, noTimes, sortKey, type SortKey } from './sort-key.ts';

/** The query of a list, as the API has it. */
export type ListImagesInput = NonNullable<
  ApiPaths['/container-registry/v1/images']['get']['parameters']['query']
>;

/** What listing needs. */
export interface ListImagesDeps extends ReadImageDeps {
  /** The folder that the registry belongs to; undefined where it belongs to none. */
  readonly folderId: string | undefined;
}

const defaultPageSize = 100;
/** How many images are read at once: more gains nothing, and would take file descriptors from others. */
const concurrency = 8;

/**
 * Lists one page of images.
 *
 * A damaged image is listed with what is known of it, without content, so that it can be seen and deleted.
 *
 * @throws ServiceError `INVALID_ARGUMENT`, `NOT_FOUND` for a repository, registry or folder that is not there.
 */
export async function listImages(
  deps: ListImagesDeps,
  input: ListImagesInput,
  signal: AbortSignal,
): Promise<WireListImagesResponse> {
  const { source } = deps;
  const name = parseFilter(input.filter ?? '');
  const terms = parseOrderBy(input.orderBy ?? '');
  const scope = chooseScope(deps, input);
  // What a page token is bound to. The page size is not part of it: it may change from page to page.
  const query = JSON.stringify([scope.repositoryName ?? source.registryId, name ?? '', terms]);

  const found = await source.list(scope, signal);
  const images = name === undefined ? found : found.filter((image) => image.name === name);
  const after =
    input.pageToken === undefined || input.pageToken === ''
      ? undefined
      : parsePageToken(input.pageToken, query, new Set(images.map((image) => image.name)));

  const byTime = terms.some(({ field }) => field === 'created_at' || field === 'last_modified');
  const keyed = byTime
    ? await readAll(deps, images, signal)
    : images.map((image) => ({ image, content: undefined, key: sortKey(image, noTimes) }));

  const compare = compareBy(terms);
  const rest = keyed
    .toSorted((a, b) => compare(a.key, b.key))
    .filter(({ key }) => after === undefined || compare(key, after) > 0);
  const page = rest.slice(0, input.pageSize || defaultPageSize);
  const last = page.at(-1);

  const read = byTime
    ? page
    : await readAll(
        deps,
        page.map(({ image }) => image),
        signal,
      );
  return {
    images: read.map(({ image, content }) => toImage(image, content)),
    nextPageToken: last && rest.length > page.length ? formatPageToken(last.key, query) : '',
  };
}

interface ReadImage {
  readonly image: SourceImage;
  readonly content: ImageContent | undefined;
  readonly key: SortKey;
}

/** Reads images, those left out that have gone since they were found. */
async function readAll(
  deps: ListImagesDeps,
  images: readonly SourceImage[],
  signal: AbortSignal,
): Promise<ReadImage[]> {
  const read = await pMap(images, (image) => readOne(deps, image, signal), { concurrency, signal });
  return read.filter((image) => image !== undefined);
}

async function readOne(
  deps: ListImagesDeps,
  image: SourceImage,
  signal: AbortSignal,
): Promise<ReadImage | undefined> {
  try {
    const content = await readContent(deps, image, signal);
    const times = content && { createdMs: toMs(content.createdAt), modifiedMs: toMs(content.lastModified) };
    return { image, content, key: sortKey(image, times ?? noTimes) };
  } catch (error) {
    if (isServiceError(error, 'NOT_FOUND')) return undefined;
    throw error;
  }
}

/** The first of repository, registry and folder that is given decides, as the API has it. */
function chooseScope(
  { source, folderId }: ListImagesDeps,
  input: ListImagesInput,
): { readonly repositoryName?: string } {
  if (input.repositoryName) return { repositoryName: input.repositoryName };
  if (input.registryId && input.registryId !== source.registryId) {
    throw new ServiceError(
      'NOT_FOUND',
      `Registry ${input.registryId} not found: this service has ${source.registryId}.`,
    );
  }
  if (!input.registryId && input.folderId && input.folderId !== folderId) {
    throw new ServiceError('NOT_FOUND', `Folder ${input.folderId} not found.`);
  }
  return {};
}

function toMs(time = ''): number {
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? 0 : ms;
}

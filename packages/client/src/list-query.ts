import { isRepositoryName, type ApiPaths } from '@registry-images/model';

import { checkInteger, checkObject, checkResourceId, wrongArgument } from './arguments.ts';
import { InvalidArgumentError } from './errors/invalid-argument-error.ts';

/**
 * Whose images are listed: of one repository, of one registry, of one folder, or whatever the service has.
 *
 * @see https://yandex.cloud/en/docs/container-registry/api-ref/Image/list
 */
export type ImageScope =
  | {
      /** The name of a repository, `<registry id>/<path>` with Yandex Cloud; at most 255 characters. */
      readonly repositoryName: string;
      readonly registryId?: never;
      readonly folderId?: never;
    }
  | {
      /** The id of a registry, at most 50 characters. */
      readonly registryId: string;
      readonly repositoryName?: never;
      readonly folderId?: never;
    }
  | {
      /** The id of a folder of Yandex Cloud, at most 50 characters. */
      readonly folderId: string;
      readonly repositoryName?: never;
      readonly registryId?: never;
    }
  | { readonly repositoryName?: never; readonly registryId?: never; readonly folderId?: never };

/**
 * One key to sort by.
 *
 * @see https://google.aip.dev/132#ordering
 */
export interface ImageOrder {
  /** What is compared. `name` is that of the repository. */
  readonly field: 'name' | 'digest' | 'createdAt' | 'lastModified';
  /** Default: `asc`. */
  readonly direction?: 'asc' | 'desc';
}

/**
 * What to list, and how.
 *
 * @see https://yandex.cloud/en/docs/container-registry/api-ref/Image/list
 */
export type ListImagesQuery = ImageScope & {
  /** Only the images of this name, which is the name of their repository. */
  readonly filterName?: string;
  /** The order of the images, the first key deciding first. Default: the service's. */
  readonly orderBy?: readonly ImageOrder[];
  /** The largest number of images in one page, 1 to 1000. Default: the service's, 100. */
  readonly pageSize?: number;
};

/** The query as it goes over the wire. */
export type WireListQuery = NonNullable<
  ApiPaths['/container-registry/v1/images']['get']['parameters']['query']
>;

const wireFields: Readonly<Record<ImageOrder['field'], string>> = {
  name: 'name',
  digest: 'digest',
  createdAt: 'created_at',
  lastModified: 'last_modified',
};

/**
 * Writes a query as the API wants it.
 *
 * @throws InvalidArgumentError if the service could not but refuse it, or would ignore a part of it.
 */
export function toWireQuery(query: ListImagesQuery): WireListQuery {
  const {
    repositoryName,
    registryId,
    folderId,
    filterName,
    orderBy = [],
    pageSize,
  } = checkObject('query', query);
  // The service would silently take the first and ignore the others.
  if ([repositoryName, registryId, folderId].filter((scope) => scope !== undefined).length > 1) {
    throw new InvalidArgumentError('query', 'must have only one of repositoryName, registryId, folderId.');
  }
  return {
    ...(repositoryName !== undefined && {
      repositoryName: checkRepository('repositoryName', repositoryName),
    }),
    ...(registryId !== undefined && { registryId: checkResourceId('registryId', registryId) }),
    ...(folderId !== undefined && { folderId: checkResourceId('folderId', folderId) }),
    // A repository name has no character that would have to be escaped between the quotes.
    ...(filterName !== undefined && { filter: `name="${checkRepository('filterName', filterName)}"` }),
    ...toWireOrder(orderBy),
    ...(pageSize !== undefined && { pageSize: checkInteger('pageSize', pageSize, 1, 1000) }),
  };
}

function checkRepository(argument: string, value: unknown): string {
  if (typeof value === 'string' && isRepositoryName(value)) return value;
  throw wrongArgument(argument, 'a repository name like "team/app"', value);
}

function toWireOrder(keys: readonly ImageOrder[]): Pick<WireListQuery, 'orderBy'> {
  if (!Array.isArray(keys)) throw wrongArgument('orderBy', 'a list', keys);
  const wireKeys = keys.map((key: ImageOrder, index) => {
    const { field, direction = 'asc' } = checkObject('orderBy', key);
    const isNew = keys.findIndex((other: ImageOrder) => other.field === field) === index;
    if (isNew && Object.hasOwn(wireFields, field) && ['asc', 'desc'].includes(direction)) {
      return `${wireFields[field]} ${direction}`;
    }
    throw wrongArgument('orderBy', 'like "createdAt desc", each field once', `${field} ${direction}`);
  });
  return wireKeys.length > 0 ? { orderBy: wireKeys.join(',') } : {};
}

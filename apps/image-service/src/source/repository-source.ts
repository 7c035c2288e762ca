import { splitDigest } from '@registry-images/model';
import { tagOf, type Descriptor, type ImageEntry } from '@registry-images/oci';
import pMap from 'p-map';
import type { Logger } from 'pino';

import { isServiceError, ServiceError } from '../errors.ts';
import type { ImageSource, SourceImage } from './image-source.ts';
import { withOciErrors } from './oci-error.ts';
import { createRepositoryImage } from './repository-image.ts';
import type { FindRepositories, Repository } from './repository.ts';

/** What {@link createRepositorySource} needs. */
export interface RepositorySourceOptions {
  readonly registryId: string;
  readonly find: FindRepositories;
  readonly logger: Logger;
}

/** How many repositories are read at once. */
const concurrency = 8;
/** How many images are remembered with their repository, so that the next look at one starts there. */
const remembered = 100_000;

/**
 * The images of a registry, repository by repository.
 *
 * The images of a repository are what it lists, once for each digest. What only an index contains, the images for its
 * platforms, is found by id but not listed: it lives and goes with its index.
 */
export function createRepositorySource({ registryId, find, logger }: RepositorySourceOptions): ImageSource {
  const homes = new Map<string, string>();

  const repositoriesOf = async (
    name: string | undefined,
    signal: AbortSignal,
  ): Promise<readonly Repository[]> => {
    if (name === undefined) return withOciErrors(registryId, () => find(undefined, signal));
    const found = await withOciErrors(name, () => findByName(name, signal));
    if (found.length === 0) throw new ServiceError('NOT_FOUND', `Repository ${name} not found.`);
    return found;
  };

  const findByName = async (name: string, signal: AbortSignal): Promise<readonly Repository[]> =>
    name.startsWith(`${registryId}/`) ? find(name.slice(registryId.length + 1), signal) : [];

  const remember = (images: readonly SourceImage[]): void => {
    for (const { id, name } of images) homes.set(id, name);
    // A Map keeps the order of insertion: the first is the oldest.
    for (const oldest of homes.keys()) {
      if (homes.size <= remembered) break;
      homes.delete(oldest);
    }
  };

  const listed = (repository: Repository, signal: AbortSignal): Promise<SourceImage[]> =>
    withOciErrors(repository.name, async () => {
      const images = groupByDigest(await repository.entries(signal));
      return images
        .filter(({ descriptor }) => isVerifiable(descriptor))
        .map((image) => createRepositoryImage({ ...image, repository, logger }));
    });

  /** The images of a repository that only its indexes contain. */
  const nested = (repository: Repository, signal: AbortSignal): Promise<SourceImage[]> =>
    withOciErrors(repository.name, async () => {
      const { entries, nodes } = await repository.graph(signal);
      const digests = new Set(entries.map(({ descriptor }) => descriptor.digest));
      return [...nodes.values()]
        .filter(({ descriptor, content }) => !digests.has(descriptor.digest) && content.kind !== 'blob')
        .map(({ descriptor }) => createRepositoryImage({ repository, descriptor, tags: [], logger }));
    });

  /** Reads repositories; one that cannot be read must not hide the others. */
  const readAll = async (
    repositories: readonly Repository[],
    read: (repository: Repository) => Promise<SourceImage[]>,
  ): Promise<SourceImage[]> => {
    const images = await pMap(
      repositories,
      async (repository) => {
        try {
          return await read(repository);
        } catch (error) {
          if (isServiceError(error, 'DATA_LOSS')) {
            logger.error({ err: error, repository: repository.name }, 'repository left out');
          } else if (!isServiceError(error, 'NOT_FOUND')) throw error;
          // One that has just been removed is no news.
          return [];
        }
      },
      { concurrency },
    );
    return images.flat();
  };

  const search = async (
    id: string,
    repositories: readonly Repository[],
    signal: AbortSignal,
  ): Promise<SourceImage | undefined> => {
    const isWanted = (image: SourceImage): boolean => image.id === id;
    const images = await readAll(repositories, (repository) => listed(repository, signal));
    remember(images);
    // Reading every index takes longer, so it comes second.
    return (
      images.find(isWanted) ??
      (await readAll(repositories, (repository) => nested(repository, signal))).find(isWanted)
    );
  };

  return {
    registryId,
    async list({ repositoryName }, signal) {
      const repositories = await repositoriesOf(repositoryName, signal);
      const [first] = repositories;
      const images =
        repositoryName !== undefined && first
          ? await listed(first, signal)
          : await readAll(repositories, (repository) => listed(repository, signal));
      remember(images);
      return images;
    },
    async find(id, signal) {
      const home = homes.get(id);
      const known = home === undefined ? [] : await withOciErrors(home, () => findByName(home, signal));
      return (await search(id, known, signal)) ?? search(id, await repositoriesOf(undefined, signal), signal);
    },
  };
}

function groupByDigest(
  entries: readonly ImageEntry[],
): { readonly descriptor: Descriptor; readonly tags: readonly string[] }[] {
  const images = new Map<string, { descriptor: Descriptor; tags: Set<string> }>();
  for (const { descriptor } of entries) {
    const image = images.get(descriptor.digest) ?? { descriptor, tags: new Set() };
    const tag = tagOf(descriptor);
    if (tag !== undefined) image.tags.add(tag);
    images.set(descriptor.digest, image);
  }
  return Array.from(images.values(), ({ descriptor, tags }) => ({ descriptor, tags: [...tags] }));
}

/** Whether the image can be read at all: nothing that a digest of another algorithm names could be trusted. */
function isVerifiable({ digest }: Descriptor): boolean {
  return ['sha256', 'sha512'].includes(splitDigest(digest).algorithm);
}

import { isApiError } from '@registry-images/client';
import { isRepositoryName, isResourceId, type Image } from '@registry-images/model';

import { digestPrefix, type ImageName } from '../commands/image-name.ts';
import { similarNames } from '../query/similar-names.ts';
import { isInScope, scopeQuery, wireName } from '../registry-scope.ts';
import { hasImages } from './has-images.ts';
import type { RepositoryDirectory } from './list-repositories.ts';
import { readUntilFound, searchDigest, undefinedIfNotFound, type DigestResolution } from './search-digest.ts';
import type { SearchDeps } from './search-images.ts';

/** What a name turned out to mean. */
export type Resolution =
  | DigestResolution
  /** A repository that has images, by its name on the wire, without a word on which of them. */
  | { readonly outcome: 'repository'; readonly repository: string }
  | {
      readonly outcome: 'not-found';
      /** Repositories that may have been meant, by their names for people. */
      readonly repositories: readonly string[];
      /** Tags that may have been meant, of the repository that was named. */
      readonly tags: readonly string[];
      /** The repository that was named, by its name on the wire, if it is there and only the image is not. */
      readonly knownRepository?: string;
      /** Whether there are more repositories than were looked through. */
      readonly isCutShort?: boolean;
    };

/** What {@link resolveImage} needs. */
export interface ResolveDeps extends SearchDeps {
  readonly repositories: RepositoryDirectory;
  /** What stands before the names of repositories where images are pulled, which people paste along. */
  readonly pullPrefix?: string;
}

const searchPageSize = 200;
const maxSuggestions = 3;

/**
 * Finds what a person named, without a guess about the name of the repository. The API knows images by their id alone, so
 * everything else is looked for page by page in the repository, or in everything for the beginning of a digest alone. Where a
 * name has a tag and a digest, the digest decides.
 *
 * @throws ImagesError if the registry cannot be asked; the abort reason of `signal`.
 */
export async function resolveImage(
  deps: ResolveDeps,
  name: ImageName,
  signal: AbortSignal,
): Promise<Resolution> {
  if (name.kind === 'word') return resolveWord(deps, name.word, signal);
  if (name.kind === 'digest') {
    const query = { ...scopeQuery(deps.scope), pageSize: searchPageSize };
    return (await searchDigest(deps, query, name.digest, signal)) ?? notFound();
  }
  const searched = await searchRepository(deps, name, signal);
  return searched ?? suggestRepositories(deps, name.repository);
}

async function resolveWord(deps: ResolveDeps, word: string, signal: AbortSignal): Promise<Resolution> {
  const image = isResourceId(word) ? await getImage(deps, word, signal) : undefined;
  if (image) return { outcome: 'found', image };
  const repository = word.toLowerCase();
  if (isRepositoryName(repository)) {
    const found = await searchRepository(deps, { repository }, signal);
    if (found) return found;
  }
  const digest = digestPrefix(word);
  const byDigest =
    digest === undefined
      ? undefined
      : await searchDigest(deps, { ...scopeQuery(deps.scope), pageSize: searchPageSize }, digest, signal);
  return byDigest ?? suggestRepositories(deps, repository);
}

/**
 * The image with an id; undefined if there is none in what the bot shows.
 *
 * @throws ImagesError if the registry cannot be asked; the abort reason of `signal`.
 */
export async function getImage(
  deps: Pick<ResolveDeps, 'images' | 'scope'>,
  id: string,
  signal: AbortSignal,
): Promise<Image | undefined> {
  try {
    const image = await deps.images.images.get(id, { signal });
    // The token may reach further than the registry that the bot was set up for; ids are the same for all of them.
    return isInScope(deps.scope, image.name) ? image : undefined;
  } catch (error) {
    if (isApiError(error) && (error.status === 'NOT_FOUND' || error.status === 'INVALID_ARGUMENT'))
      return undefined;
    throw error;
  }
}

/** What is meant in a repository, by its name for people; undefined if there is no such repository. */
async function searchRepository(
  deps: ResolveDeps,
  { repository: named, tag, digest }: { repository: string; tag?: string; digest?: string },
  signal: AbortSignal,
): Promise<Resolution | undefined> {
  const repository = wireName(deps.scope, named);
  if (!isRepositoryName(repository)) return undefined;
  const query = {
    repositoryName: repository,
    pageSize: tag === undefined && digest === undefined ? 1 : searchPageSize,
  };
  if (digest !== undefined) {
    const found = await searchDigest(deps, query, digest, signal);
    if (found) return found;
    const isKnown = await hasImages(deps, named, signal);
    return isKnown ? { ...notFound(), knownRepository: repository } : undefined;
  }
  const tags = new Set<string>();
  const stream = readUntilFound(deps, query, () => true, signal);
  let imagesRead = 0;
  for (;;) {
    const step = await undefinedIfNotFound(stream.next());
    if (!step) return undefined;
    if (step.done) {
      if (step.value !== 'complete') return { outcome: 'not-found-in-bounds', imagesRead };
      if (imagesRead === 0) return undefined;
      const similar = tag === undefined ? [] : similarNames(tag, tags, maxSuggestions);
      return { outcome: 'not-found', repositories: [], tags: similar, knownRepository: repository };
    }
    ({ imagesRead } = step.value);
    for (const { image } of step.value.matches) {
      if (tag === undefined) {
        await stream.return('complete');
        return { outcome: 'repository', repository };
      }
      if (image.tags.includes(tag)) {
        await stream.return('complete');
        return { outcome: 'found', image };
      }
      for (const other of image.tags) tags.add(other);
    }
  }
}

type NotFound = Extract<Resolution, { outcome: 'not-found' }>;

function notFound(): NotFound {
  return { outcome: 'not-found', repositories: [], tags: [] };
}

async function suggestRepositories({ repositories }: ResolveDeps, typed: string): Promise<NotFound> {
  const { names, isComplete } = await repositories.list();
  const similar = similarNames(typed, names, maxSuggestions);
  return { ...notFound(), repositories: similar, isCutShort: !isComplete };
}

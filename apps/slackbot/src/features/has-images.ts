import { isRepositoryName } from '@registry-images/model';

import { wireName } from '../registry-scope.ts';
import type { ImageSource } from './image-source.ts';
import { undefinedIfNotFound } from './search-digest.ts';

/**
 * Whether there are images in a repository, by its name for people. One small request tells, however large the registry is.
 *
 * @throws ImagesError if the registry cannot be asked; the abort reason of `signal`.
 */
export async function hasImages(
  { images, scope }: ImageSource,
  repository: string,
  signal: AbortSignal,
): Promise<boolean> {
  const repositoryName = wireName(scope, repository);
  if (!isRepositoryName(repositoryName)) return false;
  const first = images.images.list({ repositoryName, pageSize: 1 }, { signal }).first(1);
  return ((await undefinedIfNotFound(first)) ?? []).length > 0;
}

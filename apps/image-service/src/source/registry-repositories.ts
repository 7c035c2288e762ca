import type { Registry } from '@registry-images/oci';
import pLimit from 'p-limit';
import type { Logger } from 'pino';

import { createRegistryRepository } from './registry-repository.ts';
import type { FindRepositories } from './repository.ts';

/** What {@link findRegistryRepositories} needs. */
export interface RegistryRepositoriesOptions {
  readonly registry: Registry;
  readonly registryId: string;
  /** The paths of the repositories, for a registry that does not list them itself. */
  readonly paths: readonly string[] | undefined;
  readonly logger: Logger;
}

/** How many requests a registry gets at once: more gain nothing with CNCF Distribution. */
const requestsAtOnce = 8;

/**
 * Repositories of an OCI registry. A registry lists tags and nothing else: an image that lost its last tag is still
 * there and cannot be found, unless an index contains it.
 */
export function findRegistryRepositories(options: RegistryRepositoriesOptions): FindRepositories {
  const { registry, registryId, paths, logger } = options;
  const limit = pLimit(requestsAtOnce);
  const repository = (path: string) =>
    createRegistryRepository({ registry, limit, name: `${registryId}/${path}`, path, logger });
  return async (path, signal) => {
    if (path !== undefined) {
      const tags = await registry.tags(path, { signal });
      return tags === undefined ? [] : [repository(path)];
    }
    return (paths ?? (await Array.fromAsync(registry.repositories({ signal })))).map(repository);
  };
}

import { createRegistry } from '@registry-images/oci';
import type { Logger } from 'pino';

import type { SourceConfig } from '../config.ts';
import type { ImageSource } from './image-source.ts';
import { findLayoutRepositories } from './layout-repositories.ts';
import { findRegistryRepositories } from './registry-repositories.ts';
import { createRepositorySource } from './repository-source.ts';

/** Makes the source that the configuration names. */
export function createSource(config: SourceConfig, registryId: string, logger: Logger): ImageSource {
  if (config.kind === 'layouts') {
    const find = findLayoutRepositories({ root: config.root, registryId, logger });
    return createRepositorySource({ registryId, find, logger });
  }
  const { url, credentials, realms, repositories } = config;
  const registry = createRegistry({
    url,
    ...(credentials && { credentials }),
    realms,
    userAgent: 'registry-images-image-service',
  });
  const find = findRegistryRepositories({ registry, registryId, paths: repositories, logger });
  return createRepositorySource({ registryId, find, logger });
}

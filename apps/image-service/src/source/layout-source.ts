import { join } from 'node:path';

import { findLayout, findLayouts, type Clock } from '@registry-images/oci';
import pLimit from 'p-limit';
import type { Logger } from 'pino';

import { createLayoutRepository, type LayoutMemory } from './layout-repository.ts';
import type { Repository } from './repository.ts';
import type { Source } from './source.ts';

/** What {@link createLayoutSource} needs. */
export interface LayoutSourceOptions {
  readonly registryId: string;
  readonly folderId?: string | undefined;
  /** The folder below which the layouts are; each is a repository, named by its path. */
  readonly root: string;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** Makes the source of a folder of OCI image layouts. */
export function createLayoutSource(options: LayoutSourceOptions): Source {
  const { registryId, folderId, root, logger, clock } = options;
  const refusals = new Set<string>();
  const memories = new Map<string, LayoutMemory>();

  const logOnce = (folder: string, reason: string): void => {
    if (refusals.has(folder + reason)) return;
    refusals.add(folder + reason);
    logger.warn({ folder, reason }, 'folder left out');
  };
  const memoryOf = (path: string): LayoutMemory => {
    const memory = memories.get(path) ?? { queue: pLimit(1), isWhole: true };
    memories.set(path, memory);
    return memory;
  };
  const repository = (path: string): Repository =>
    createLayoutRepository({ registryId, path, folder: join(root, path), memory: memoryOf(path), clock });

  return {
    registryId,
    folderId,
    kind: 'layouts',
    requests: 0,
    async check(signal) {
      await findLayouts(root, { signal });
    },
    async *repositories(signal) {
      const { layouts, refused } = await findLayouts(root, { signal });
      for (const { folder, reason } of refused) logOnce(folder, reason);
      yield* layouts.map(({ repository: path }) => repository(path));
    },
    repository,
    // Only what the search finds is a repository: a folder could have become a link to another place.
    find: async (path) => ((await findLayout(root, path)) ? repository(path) : undefined),
  };
}

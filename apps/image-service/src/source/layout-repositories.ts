import { access } from 'node:fs/promises';
import { join } from 'node:path';

import { deleteImage, findLayouts, isOciError, OciError, openLayout, readGraph } from '@registry-images/oci';
import pLimit, { type LimitFunction } from 'p-limit';
import type { Logger } from 'pino';

import type { FindRepositories, Repository } from './repository.ts';

/** What {@link findLayoutRepositories} needs. */
export interface LayoutRepositoriesOptions {
  /** The folder below which the layouts are; each is a repository, named by its path. */
  readonly root: string;
  readonly registryId: string;
  readonly logger: Logger;
}

/** Repositories in a folder of OCI image layouts. */
export function findLayoutRepositories(options: LayoutRepositoriesOptions): FindRepositories {
  const { root, registryId, logger } = options;
  const refusals = new Set<string>();
  const queues = new Map<string, LimitFunction>();

  const logOnce = (folder: string, reason: string): void => {
    if (refusals.has(folder + reason)) return;
    refusals.add(folder + reason);
    logger.warn({ folder, reason }, 'folder left out');
  };
  /** Deletions in one layout wait here for each other, in order: its lock is for other processes, and its patience ends. */
  const queueOf = (folder: string): LimitFunction => {
    const queue = queues.get(folder) ?? pLimit(1);
    queues.set(folder, queue);
    return queue;
  };

  return async (path, signal) => {
    const { layouts, refused } = await findLayouts(root, { signal });
    for (const { folder, reason } of refused) logOnce(folder, reason);
    return layouts
      .filter(({ repository }) => path === undefined || repository === path)
      .map(({ repository, folder }) =>
        layoutRepository(`${registryId}/${repository}`, folder, queueOf(folder)),
      );
  };
}

function layoutRepository(name: string, folder: string, queue: LimitFunction): Repository {
  const inLayout = <T>(task: () => Promise<T>): Promise<T> =>
    task().catch(async (error: unknown) => {
      throw isOciError(error, 'NOT_A_LAYOUT') && (await isThere(folder)) ? malformed(error) : error;
    });
  return {
    name,
    content: {
      label: name,
      readBlob: async (descriptor, readOptions) =>
        (await openLayout(folder)).readBlob(descriptor, readOptions),
    },
    entries: (signal) => inLayout(async () => (await openLayout(folder)).readIndex({ signal })),
    graph: (signal) => inLayout(async () => readGraph(await openLayout(folder), { signal })),
    modifiedAt: async (digest) => (await (await openLayout(folder)).statBlob(digest))?.modifiedAt,
    async delete(digest) {
      const { freed, kept } = await queue(async () => deleteImage(await openLayout(folder), digest));
      return { freed, ...(kept !== undefined && { kept }) };
    },
  };
}

/** A layout that is there and cannot be opened is a broken one, not none. */
function malformed(cause: OciError): OciError {
  return new OciError('MALFORMED', cause.message, { cause });
}

async function isThere(folder: string): Promise<boolean> {
  return access(join(folder, 'oci-layout')).then(
    () => true,
    () => false,
  );
}

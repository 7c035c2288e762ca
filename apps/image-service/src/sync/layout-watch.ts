import { isOciError } from '@registry-images/oci';
import pMap from 'p-map';
import type { Logger } from 'pino';

import type { Repository } from '../source/repository.ts';
import type { Source } from '../source/source.ts';
import type { ImageStore } from '../store/image-store.ts';
import { createCoalescer } from './coalescer.ts';
import type { UpdateRepository } from './repository-updates.ts';
import type { SyncCounters } from './sync-counters.ts';

/** Sees what other programs write into the layouts of a source. */
export interface LayoutWatch {
  /**
   * Brings into the store what has changed since the last look; with `isThorough`, everything. A layout that cannot be
   * read is left out of the store, and logged.
   *
   * @throws OciError where the folder that holds the layouts cannot be searched.
   */
  look(isThorough: boolean): Promise<void>;
  /** Does the same for one repository, and looks at nothing else. */
  lookAt(name: string): Promise<void>;
  /** Why a layout could not be read at the last look; undefined where it could. */
  failureOf(name: string): unknown;
}

/** What {@link createLayoutWatch} needs. */
export interface LayoutWatchDeps {
  readonly source: Source;
  readonly store: ImageStore;
  readonly update: UpdateRepository;
  readonly counters: SyncCounters;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

const concurrency = 8;

/**
 * Makes a watch that has seen nothing yet. Whoever asks while it looks shares the next look, which begins after they asked:
 * what was written before is seen.
 */
export function createLayoutWatch(deps: LayoutWatchDeps): LayoutWatch {
  const { source, store, update, counters, logger, signal } = deps;
  const { registryId } = source;
  const stamps = new Map<string, string>();
  const failures = new Map<string, Error>();

  const forget = (name: string): void => {
    stamps.delete(name);
    if (store.hasRepository(name)) store.removeRepository(name);
  };
  const lookAt = async (repository: Repository, isThorough: boolean): Promise<void> => {
    const { name } = repository;
    // Before it is read: what is written meanwhile is for the next look.
    const stamp = await repository.stamp(signal);
    if (!isThorough && stamp !== undefined && stamp === stamps.get(name)) return;
    stamps.delete(name);
    try {
      await update({ repository, isUrgent: true });
      failures.delete(name);
      if (stamp !== undefined) stamps.set(name, stamp);
    } catch (error) {
      if (!isOciError(error)) throw error;
      forget(name);
      if (failures.get(name)?.message !== error.message) {
        counters.errors += 1;
        logger.error({ err: error, repository: name }, 'repository left out');
      }
      failures.set(name, error);
    }
  };

  const look = async (_key: string, isThorough: boolean): Promise<void> => {
    // What others find meanwhile is not to be forgotten because this search was too early for it.
    const before = store.repositories(registryId);
    const found = await Array.fromAsync(source.repositories(signal));
    await pMap(found, (repository) => lookAt(repository, isThorough), { concurrency, signal });
    const names = new Set(found.map(({ name }) => name));
    for (const name of before) if (!names.has(name)) forget(name);
    for (const name of failures.keys()) if (!names.has(name)) failures.delete(name);
  };
  const lookForOne = async (name: string): Promise<void> => {
    const repository = await source.find(name.slice(registryId.length + 1));
    if (repository) return lookAt(repository, false);
    forget(name);
    failures.delete(name);
  };
  const lookAtAll = createCoalescer(look, (one, other) => one || other);
  const lookAtOne = createCoalescer<undefined, void>(lookForOne, () => undefined);

  return {
    look: (isThorough) => lookAtAll(registryId, isThorough),
    lookAt: (name) => lookAtOne(name, undefined),
    failureOf: (name) => failures.get(name),
  };
}

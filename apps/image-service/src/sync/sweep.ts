import { isOciError, type Clock } from '@registry-images/oci';
import pMap from 'p-map';
import type { Logger } from 'pino';

import type { Repository } from '../source/repository.ts';
import type { Source } from '../source/source.ts';
import type { ImageStore } from '../store/image-store.ts';
import { backoffMs, isPassing } from './backoff.ts';
import type { UpdateRepository } from './repository-updates.ts';
import { createSweepProgress } from './sweep-progress.ts';
import type { SyncCounters } from './sync-counters.ts';

/** What {@link sweepRegistry} needs. */
export interface SweepDeps {
  readonly source: Source;
  readonly store: ImageStore;
  readonly update: UpdateRepository;
  readonly counters: SyncCounters;
  readonly logger: Logger;
  readonly clock: Clock;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** What became of a sweep. */
export interface SweepOutcome {
  /** How many repositories could not be read. */
  readonly failed: number;
  /** How many of these never could. */
  readonly neverRead: number;
}

/** How many repositories are in hand at once: enough that those of one tag keep all the requests busy. */
const concurrency = 16;
/** How often a repository is tried that fails while the registry answers. */
const tries = 3;
/** A registry that asks for more may have been put right since; a timer of weeks would run out at once. */
const longestPauseMs = 30 * 60_000;
/** How many repositories that cannot be read are named in the log, of one sweep. */
const namedFailures = 10;

/**
 * Reads every repository of a registry into the store: those that it lists, and those that are known and that it does
 * not list any more, which have gone only if they say so themselves.
 *
 * While the registry cannot be reached it waits, and goes on where it was. A repository that cannot be read stays in the
 * store as it was.
 *
 * @throws OciError where the registry does not list its repositories.
 */
export async function sweepRegistry(deps: SweepDeps): Promise<SweepOutcome> {
  const { source, store, update, counters, logger, clock, signal } = deps;
  const patiently = createPatience(deps);

  const listed = await patiently(() => Array.fromAsync(source.repositories(signal)));
  const repositories = new Map(listed.map((repository) => [repository.name, repository]));
  for (const name of store.repositories(source.registryId)) {
    if (!repositories.has(name)) repositories.set(name, knownRepository(source, name));
  }

  const progress = createSweepProgress(source.registryId, repositories.size, { logger, clock });
  let failed = 0;
  let neverRead = 0;
  await pMap(
    repositories.values(),
    async (repository) => {
      try {
        const { added } = await patiently(() => update({ repository, isUrgent: false }));
        progress.add(added);
      } catch (error) {
        if (!isOciError(error)) throw error;
        failed += 1;
        if (!store.hasRepository(repository.name)) neverRead += 1;
        counters.errors += 1;
        if (failed <= namedFailures)
          logger.warn({ err: error, name: repository.name }, 'repository not read');
      }
    },
    { concurrency, signal },
  );
  progress.end(failed);
  return { failed, neverRead };
}

function knownRepository(source: Source, name: string): Repository {
  return source.repository(name.slice(source.registryId.length + 1));
}

/** Tries again what may pass; while the source cannot be reached, however long that takes. Everybody waits together. */
function createPatience({ source, clock, random, signal, counters, logger }: SweepDeps) {
  let waiting: Promise<void> | undefined;

  const untilBack = async (cause: unknown): Promise<void> => {
    counters.problem = cause instanceof Error ? cause.message : String(cause);
    const what = isOciError(cause) ? 'the registry cannot be reached' : 'the database cannot be written';
    logger.warn({ err: cause, registryId: source.registryId }, what);
    for (let failures = 1; ; failures += 1) {
      await clock.wait(Math.max(backoffMs(failures, random()), pauseAskedFor(cause)), signal);
      try {
        await source.check(signal);
        return;
      } catch (error) {
        if (!isPassing(error)) throw error;
        counters.errors += 1;
      }
    }
  };

  return async <T>(task: () => Promise<T>): Promise<T> => {
    for (let failures = 1; ; failures += 1) {
      try {
        return await task();
      } catch (error) {
        if (!isPassing(error) || failures === tries) throw error;
        waiting ??= untilBack(error).finally(() => {
          waiting = undefined;
        });
        await waiting;
      }
    }
  };
}

function pauseAskedFor(error: unknown): number {
  return Math.min((isOciError(error) && error.retryAfterMs) || 0, longestPauseMs);
}

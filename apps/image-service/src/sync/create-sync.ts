import { isRepositoryName } from '@registry-images/model';
import { orAborted, type Clock } from '@registry-images/oci';
import type { Logger } from 'pino';

import { ServiceError } from '../errors.ts';
import { withOciErrors } from '../source/oci-error.ts';
import type { Source } from '../source/source.ts';
import type { ImageStore } from '../store/image-store.ts';
import { createSourceSync, type SourceSync } from './source-sync.ts';
import { toSyncStats } from './sync-counters.ts';
import type { Sync } from './sync.ts';
import { takeEvents, type TakeEventsDeps } from './take-events.ts';

/** A source, and how often it is read whole. */
export interface SyncedSource {
  readonly source: Source;
  /** How long after a whole read the next one begins, ms, give or take a tenth. */
  readonly reconcileMs: number;
}

/** What {@link createSync} needs. */
export interface SyncDeps {
  /** Each with a registry id of its own. */
  readonly sources: readonly SyncedSource[];
  readonly store: ImageStore;
  /** Whether a deletion that was accepted is to take the image; nothing is deleted by default. */
  readonly isBeingDeleted?: TakeEventsDeps['isBeingDeleted'];
  readonly logger: Logger;
  readonly clock: Clock;
  /** A number from 0 up to, not including, 1; `Math.random` by default. It spreads what is done from time to time. */
  readonly random?: () => number;
}

/** Makes what keeps the store as the sources are. Nothing is read until it is started, or asked for. */
export function createSync({ sources, random = Math.random, ...deps }: SyncDeps): Sync {
  const { store, isBeingDeleted = () => false, logger } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  const syncs = new Map(
    sources.map(({ source, reconcileMs }) => [
      source.registryId,
      createSourceSync({ ...deps, source, reconcileMs, random, signal }),
    ]),
  );
  const all = [...syncs.values()];
  let running: Promise<unknown> = Promise.resolve();

  const findSync = (repositoryName: string): SourceSync | undefined =>
    syncs.get(repositoryName.slice(0, repositoryName.indexOf('/')));

  const freshenOne = async (name: string, caller: AbortSignal): Promise<void> => {
    const sync = isRepositoryName(name) ? findSync(name) : undefined;
    if (sync?.source.kind !== 'layouts') return;
    await forCaller(sync.source.registryId, caller, () => sync.freshen(name));
    const failure = sync.failureOf(name);
    if (failure !== undefined) await withOciErrors(name, () => Promise.reject(failure));
  };
  /** The registries of which it was logged that they cannot be looked at. */
  const unseen = new Set<string>();
  const freshenAll = async (registryIds: readonly string[], caller: AbortSignal): Promise<void> => {
    const failures: ServiceError[] = [];
    const look = async (sync: SourceSync): Promise<void> => {
      const { registryId } = sync.source;
      try {
        await forCaller(registryId, caller, () => sync.freshen());
        unseen.delete(registryId);
      } catch (error) {
        if (!(error instanceof ServiceError) || signal.aborted || caller.aborted) throw error;
        failures.push(error);
        if (!unseen.has(registryId))
          logger.error({ err: error, registryId }, 'folder of layouts not looked at');
        unseen.add(registryId);
      }
    };
    const wanted = registryIds.flatMap((registryId) => syncs.get(registryId) ?? []);
    await Promise.all(wanted.filter(({ source }) => source.kind === 'layouts').map(look));
    // Of the others the answer has what is there, and of these what was there.
    const [failure] = failures;
    if (failure && failures.length === wanted.length) throw failure;
  };

  return {
    start() {
      running = Promise.all(all.map((sync) => sync.run()));
    },
    async stop() {
      stopping.abort(new ServiceError('UNAVAILABLE', 'The service is stopping.'));
      await running;
    },
    isReady: (registryId) => store.sweptMs(registryId) !== undefined,
    neverRead: (registryId) => syncs.get(registryId)?.counters.neverRead ?? 0,
    refresh: (name, caller, options = {}) =>
      forCaller(name, caller, async () => {
        const sync = isRepositoryName(name) ? findSync(name) : undefined;
        if (!sync) throw new ServiceError('NOT_FOUND', `Repository ${name} not found.`);
        await sync.refresh(name, options);
      }),
    freshen: ({ registryIds, repositoryName }, caller) =>
      repositoryName === undefined ? freshenAll(registryIds, caller) : freshenOne(repositoryName, caller),
    notify(registryId, events) {
      const sync = syncs.get(registryId);
      if (sync) takeEvents(events, { sync, store, isBeingDeleted, logger, nowMs: deps.clock.now() });
    },
    stats: () => all.map(({ source, counters }) => toSyncStats(source, counters, store)),
  };
}

/** For somebody who may stop waiting: what was begun goes on. */
function forCaller<T>(name: string, caller: AbortSignal, task: () => Promise<T>): Promise<T> {
  return withOciErrors(name, async () => {
    caller.throwIfAborted();
    return orAborted(task(), caller);
  });
}

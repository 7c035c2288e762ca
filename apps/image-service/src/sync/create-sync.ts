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
import { takeEvents } from './take-events.ts';

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
  readonly logger: Logger;
  readonly clock: Clock;
  /** A number from 0 up to, not including, 1; `Math.random` by default. It spreads what is done from time to time. */
  readonly random?: () => number;
}

/** Makes what keeps the store as the sources are. Nothing is read until it is started, or asked for. */
export function createSync({ sources, random = Math.random, ...deps }: SyncDeps): Sync {
  const { store, logger } = deps;
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
    refresh: (name, caller) =>
      forCaller(name, caller, async () => {
        const sync = isRepositoryName(name) ? findSync(name) : undefined;
        if (!sync) throw new ServiceError('NOT_FOUND', `Repository ${name} not found.`);
        await sync.refresh(name);
      }),
    async freshen({ registryIds, repositoryName }, caller) {
      const only = repositoryName === undefined ? undefined : findSync(repositoryName);
      const wanted = only ? [only] : registryIds.flatMap((registryId) => syncs.get(registryId) ?? []);
      await Promise.all(
        wanted
          .filter(({ source }) => source.kind === 'layouts')
          .map((sync) => forCaller(sync.source.registryId, caller, () => sync.freshen())),
      );
      if (repositoryName === undefined) return;
      const failure = only?.failureOf(repositoryName);
      if (failure !== undefined) await withOciErrors(repositoryName, () => Promise.reject(failure));
    },
    notify(registryId, events) {
      const sync = syncs.get(registryId);
      if (sync) takeEvents(events, { sync, store, logger, nowMs: deps.clock.now() });
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

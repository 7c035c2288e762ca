import type { Clock } from '@registry-images/oci';
import type { Logger } from 'pino';

import type { RepositoryHints } from '../source/repository.ts';
import type { Source } from '../source/source.ts';
import type { ImageStore } from '../store/image-store.ts';
import { backoffMs, isPassing } from './backoff.ts';
import { createEventQueue, type EventQueue } from './event-queue.ts';
import { createLayoutWatch } from './layout-watch.ts';
import { createRepositoryUpdates } from './repository-updates.ts';
import { sweepRegistry, type SweepOutcome } from './sweep.ts';
import { createSyncCounters, type SyncCounters } from './sync-counters.ts';
import type { RefreshOptions } from './sync.ts';

/** Keeps the store as one source is. */
export interface SourceSync {
  readonly source: Source;
  readonly counters: SyncCounters;
  readonly events: EventQueue;
  /** Reads the source whole, again and again, until it is stopped. */
  run(): Promise<void>;
  /** Reads one repository now; see `Sync.refresh`. Throws OciErrors. */
  refresh(name: string, options: RefreshOptions): Promise<void>;
  /** Sees what other programs wrote, to one repository or to any, where that can be told; see `Sync.freshen`. */
  freshen(name?: string): Promise<void>;
  /** Why the repository could not be read, where that is so. */
  failureOf(name: string): unknown;
}

/** What {@link createSourceSync} needs. */
export interface SourceSyncDeps {
  readonly source: Source;
  readonly reconcileMs: number;
  readonly store: ImageStore;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** How soon a registry is read again that never was read whole, at first; the time doubles. */
const firstAgainMs = 1000;

const nothing: RepositoryHints = { tags: new Set(), digests: new Set() };

/** Makes what keeps the store as one source is. */
export function createSourceSync(deps: SourceSyncDeps): SourceSync {
  const { source, reconcileMs, store, logger, clock, random, signal } = deps;
  const { registryId } = source;
  const counters = createSyncCounters();
  const update = createRepositoryUpdates({ source, store, logger, clock, counters, signal });
  const watch = createLayoutWatch({ source, store, update, counters, logger, signal });

  const events = createEventQueue({ update, logger, clock, random, signal });

  const readWhole = async (): Promise<SweepOutcome> => {
    if (source.kind === 'distribution') return sweepRegistry({ ...deps, update, counters });
    await watch.look(true);
    return { failed: 0, neverRead: 0 };
  };
  /** Answers whether the registry has been read whole by now. */
  const sweep = async (): Promise<boolean> => {
    const startedMs = clock.now();
    counters.isSweeping = true;
    try {
      const { failed, neverRead } = await readWhole();
      counters.problem = failed === 0 ? undefined : `${failed} repositories could not be read.`;
      counters.neverRead = neverRead;
      counters.sweeps += 1;
      counters.lastSweepDurationMs = clock.now() - startedMs;
      // The first is whole with everything in it: an index that lacks repositories looks like a registry without them.
      const isWhole = neverRead === 0 || store.sweptMs(registryId) !== undefined;
      if (isWhole) store.setSwept(registryId, clock.now());
      return isWhole;
    } finally {
      counters.isSweeping = false;
    }
  };

  return {
    source,
    counters,
    events,
    async run() {
      for (let failures = 0; !signal.aborted;) {
        let pauseMs = reconcileMs * (0.9 + random() / 5);
        try {
          failures = (await sweep()) ? 0 : failures + 1;
          if (failures > 0) pauseMs = Math.min(pauseMs, firstAgainMs * 2 ** failures);
        } catch (error) {
          if (signal.aborted) return;
          failures += 1;
          counters.errors += 1;
          counters.problem = error instanceof Error ? error.message : String(error);
          logger.error({ err: error, registryId }, 'registry not read');
          // What does not pass by itself, such as a wrong password, is not tried more often than that.
          if (isPassing(error)) pauseMs = Math.min(pauseMs, backoffMs(failures, random()));
        }
        // Rejects when it is stopped, and only then.
        await clock.wait(pauseMs, signal).catch(() => {});
      }
    },
    async refresh(name, { untilStill }) {
      if (source.kind === 'layouts') {
        await watch.lookAt(name);
        const failure = watch.failureOf(name);
        if (failure !== undefined) throw failure;
        if (!store.hasRepository(name)) return;
      }
      const repository = source.repository(name.slice(registryId.length + 1));
      await update({ repository, isUrgent: true, untilStill });
      if (source.kind === 'layouts') return;
      // What was told of while it was read comes after it: behind a next update, or in one, if it has not begun.
      await update(events.waitingFor(name) ?? { repository, hints: nothing, isUrgent: true });
    },
    freshen: (name) => (name === undefined ? watch.look(false) : watch.lookAt(name)),
    failureOf: (name) => watch.failureOf(name),
  };
}

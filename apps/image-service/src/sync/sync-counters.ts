import type { Source } from '../source/source.ts';
import type { ImageStore } from '../store/image-store.ts';
import type { SyncStats } from './sync.ts';

/** What is counted for one source. */
export interface SyncCounters {
  isSweeping: boolean;
  sweeps: number;
  lastSweepDurationMs: number | undefined;
  repositoriesRead: number;
  imagesAdded: number;
  neverRead: number;
  errors: number;
  problem: string | undefined;
  readonly events: { accepted: number; ignored: number; dropped: number };
}

/** Makes counters at zero. */
export function createSyncCounters(): SyncCounters {
  return {
    isSweeping: false,
    sweeps: 0,
    lastSweepDurationMs: undefined,
    repositoriesRead: 0,
    imagesAdded: 0,
    neverRead: 0,
    errors: 0,
    problem: undefined,
    events: { accepted: 0, ignored: 0, dropped: 0 },
  };
}

/** The counters as others see them. */
export function toSyncStats(
  { registryId, requests }: Source,
  counters: SyncCounters,
  store: Pick<ImageStore, 'sweptMs'>,
): SyncStats {
  return {
    ...counters,
    events: { ...counters.events },
    registryId,
    requests,
    lastSweepMs: store.sweptMs(registryId),
  };
}

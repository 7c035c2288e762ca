import { systemClock, type Clock } from '@registry-images/oci';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';

import { createSource } from '../src/source/create-source.ts';
import type { DistributionSourceOptions } from '../src/source/distribution-source.ts';
import type { LayoutSourceOptions } from '../src/source/layout-source.ts';
import type { Source } from '../src/source/source.ts';
import { createImageStore } from '../src/store/create-image-store.ts';
import { openDatabase } from '../src/store/database.ts';
import type { ImageStore, StoredImage } from '../src/store/image-store.ts';
import { createSync } from '../src/sync/create-sync.ts';
import type { Sync, SyncStats } from '../src/sync/sync.ts';
import { createStepClock, type StepClock } from './step-clock.ts';

/** The source `local`, kept in a store of its own. */
export interface SyncedSource {
  readonly source: Source;
  readonly store: ImageStore;
  readonly sync: Sync;
  /** That of the sync. */
  readonly clock: StepClock;
  /** What was logged, a JSON line each. */
  readonly logs: readonly string[];
  /** Reads everything: for the first time, and then as if the time for it had come. */
  readonly sweep: () => Promise<void>;
  readonly images: () => readonly StoredImage[];
  /** What is listed: `team/app:latest,v1`, sorted. */
  readonly labels: () => readonly string[];
  readonly stats: () => SyncStats;
}

type Given = 'registryId' | 'logger' | 'clock';
type Options =
  | ({ readonly kind: 'layouts' } & Omit<LayoutSourceOptions, Given>)
  | ({ readonly kind: 'distribution' } & Omit<DistributionSourceOptions, Given>);

/** Makes such a source; the sync stops when the test ends. Requests run by `requestClock`. */
export function makeSyncedSource(options: Options, requestClock: Clock = systemClock): SyncedSource {
  const logs: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line) => void logs.push(line) });
  const database = openDatabase(':memory:');
  const store = createImageStore({ database });
  const clock = createStepClock();
  const common = { registryId: 'local', logger, clock: requestClock };
  const source = createSource({ ...options, ...common });
  const sync = createSync({
    sources: [{ source, reconcileMs: 600_000 }],
    store,
    logger,
    clock,
    random: () => 0.5,
  });
  onTestFinished(async () => {
    clock.pass();
    await sync.stop();
    database.close();
  });
  const images = (): readonly StoredImage[] =>
    store.page({ registryIds: ['local'], order: [], limit: 1000 }).images;
  let isStarted = false;
  return {
    source,
    store,
    sync,
    clock,
    logs,
    async sweep() {
      if (isStarted) clock.pass();
      else sync.start();
      isStarted = true;
      await clock.waiting();
    },
    images,
    labels: () =>
      images()
        .map(({ name, tags }) => `${name.replace('local/', '')}:${tags.join(',')}`)
        .toSorted(),
    stats() {
      const [stats] = sync.stats();
      if (!stats) throw new Error('There is one source.');
      return stats;
    },
  };
}

import { Counter, Gauge, type Registry } from 'prom-client';

import type { Sync, SyncStats } from '../sync/sync.ts';

/** What {@link addSyncMetrics} reads. */
export interface SyncMetricsDeps {
  readonly sync: Pick<Sync, 'stats'>;
}

/** Adds what the sync has done for each registry. */
export function addSyncMetrics(registry: Registry, { sync }: SyncMetricsDeps): void {
  const counter = (name: string, help: string, countOf: (stats: SyncStats) => number): void => {
    const metric = new Counter({
      name: `image_service_${name}_total`,
      help,
      labelNames: ['registry'],
      registers: [registry],
      collect() {
        // The sync counts; a counter can only be moved forward, so it begins anew each time.
        metric.reset();
        for (const stats of sync.stats()) metric.inc({ registry: stats.registryId }, countOf(stats));
      },
    });
  };
  const gauge = (name: string, help: string, valueOf: (stats: SyncStats) => number | undefined): void => {
    const metric = new Gauge({
      name: `image_service_${name}`,
      help,
      labelNames: ['registry'],
      registers: [registry],
      collect() {
        for (const stats of sync.stats()) {
          const value = valueOf(stats);
          if (value !== undefined) metric.set({ registry: stats.registryId }, value);
        }
      },
    });
  };
  counter('sweeps', 'Times that a registry was read whole.', ({ sweeps }) => sweeps);
  counter('registry_requests', 'Requests sent to a registry.', ({ requests }) => requests);
  counter('repositories_read', 'Repositories read into the index.', (stats) => stats.repositoriesRead);
  counter('images_added', 'Images that were found new.', ({ imagesAdded }) => imagesAdded);
  counter('sync_errors', 'Repositories that could not be read, each time.', ({ errors }) => errors);
  counter('events_accepted', 'Events of a registry that were looked into.', ({ events }) => events.accepted);
  counter('events_ignored', 'Events of a registry that tell nothing.', ({ events }) => events.ignored);
  counter(
    'events_dropped',
    'Events that came faster than they could be looked into.',
    (stats) => stats.events.dropped,
  );
  gauge('sweep_in_progress', '1 while a registry is being read whole.', ({ isSweeping }) =>
    isSweeping ? 1 : 0,
  );
  gauge('last_sweep_duration_seconds', 'How long the last whole read took.', ({ lastSweepDurationMs: ms }) =>
    ms === undefined ? undefined : ms / 1000,
  );
  gauge('last_sweep_timestamp_seconds', 'When the last whole read ended.', ({ lastSweepMs: ms }) =>
    ms === undefined ? undefined : ms / 1000,
  );
}

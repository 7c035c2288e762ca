import { Gauge, type Registry } from 'prom-client';

import type { OperationCounts } from '../operations/journal.ts';
import type { ImageStore } from '../store/image-store.ts';

/** What {@link addIndexMetrics} reads. */
export interface IndexMetricsDeps {
  readonly registryIds: readonly string[];
  readonly store: Pick<ImageStore, 'counts'>;
  readonly countOperations: () => OperationCounts;
}

/** Adds how much there is in the index, and how many operations. */
export function addIndexMetrics(
  registry: Registry,
  { registryIds, store, countOperations }: IndexMetricsDeps,
): void {
  const repositories = new Gauge({
    name: 'image_service_repositories',
    help: 'Repositories in the index.',
    labelNames: ['registry'],
    registers: [registry],
    collect() {
      for (const id of registryIds) repositories.set({ registry: id }, store.counts(id).repositories);
    },
  });
  const images = new Gauge({
    name: 'image_service_images',
    help: 'Images in the index; those without a tag are counted apart.',
    labelNames: ['registry', 'tagged'],
    registers: [registry],
    collect() {
      for (const id of registryIds) {
        const counts = store.counts(id);
        images.set({ registry: id, tagged: 'true' }, counts.images - counts.untagged);
        images.set({ registry: id, tagged: 'false' }, counts.untagged);
      }
    },
  });
  const unread = new Gauge({
    name: 'image_service_unread_references',
    help: 'Tags and digests that the registry refuses to give, or gives damaged: in their repositories nothing is deleted.',
    labelNames: ['registry'],
    registers: [registry],
    collect() {
      for (const id of registryIds) unread.set({ registry: id }, store.counts(id).unread);
    },
  });
  const operations = new Gauge({
    name: 'image_service_operations',
    help: 'Operations by their state. Those that ended are forgotten after a while.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const { underWay, succeeded, failed } = countOperations();
      operations.set({ state: 'under_way' }, underWay);
      operations.set({ state: 'succeeded' }, succeeded);
      operations.set({ state: 'failed' }, failed);
    },
  });
}

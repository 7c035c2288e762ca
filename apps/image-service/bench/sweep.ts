import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { atMost, median, type Figure, type Measure } from '@registry-images/figures';
import { mediaTypes, systemClock } from '@registry-images/oci';
import { pino } from 'pino';

import { createSource } from '../src/source/create-source.ts';
import { createImageStore } from '../src/store/create-image-store.ts';
import { openDatabase } from '../src/store/database.ts';
import { createSync } from '../src/sync/create-sync.ts';
import { withRegistry } from './registry-process.ts';
import { seedRegistry, type SeededRepository } from './seed-registry.ts';

/** As many requests at once as the service makes. */
const concurrency = 8;
const rounds = 3;

/** How long the first whole read of a registry takes, against nothing but its requests. */
export const measureSweep: Measure = () =>
  withRegistry(async ({ url }): Promise<readonly Figure[]> => {
    const repositories = await seedRegistry(url, { repositories: 100, imagesEach: 100 });
    const paths = pathsOf(repositories);
    // Both find the registry's files in the memory of the machine.
    await bareLoop(url, paths);
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const bareMs = await bareLoop(url, paths);
      ratios.push((await sweep(url, 10_000)) / bareMs);
    }
    const figure = {
      what: 'first full index of 10,000 images',
      against: 'a bare loop of the same GETs at the same concurrency',
    };
    return [atMost(1.15, median(ratios), figure)];
  });

/** Every request of a sweep: the catalog, the tags of each repository, of each image its manifest and configuration. */
function pathsOf(repositories: readonly SeededRepository[]): readonly string[] {
  return [
    '/v2/_catalog?n=1000',
    ...repositories.flatMap(({ name, images }) => [
      `/v2/${name}/tags/list?n=1000`,
      ...images.flatMap(({ tag, config }) => [`/v2/${name}/manifests/${tag}`, `/v2/${name}/blobs/${config}`]),
    ]),
  ];
}

const accept = [
  mediaTypes.index,
  mediaTypes.manifest,
  mediaTypes.dockerIndex,
  mediaTypes.dockerManifest,
].join(', ');

async function bareLoop(url: string, paths: readonly string[]): Promise<number> {
  const begunMs = performance.now();
  const next = paths.values();
  const work = async (): Promise<void> => {
    for (const path of next) {
      const response = await fetch(url + path, { headers: { accept } });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return performance.now() - begunMs;
}

/** How long it takes until the service is ready, with a new database on disk. */
async function sweep(url: string, expected: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-sweep-'));
  const logger = pino({ level: 'silent' });
  const begunMs = performance.now();
  const database = openDatabase(join(folder, 'index.db'));
  const store = createImageStore({ database });
  const source = createSource({ kind: 'distribution', registryId: 'bench', url, logger, clock: systemClock });
  const isDone = Promise.withResolvers<void>();
  // The sync waits between two sweeps: then the first is done.
  const clock = { ...systemClock, wait: () => (isDone.resolve(), new Promise<void>(() => {})) };
  const sync = createSync({ sources: [{ source, reconcileMs: 60_000 }], store, logger, clock });
  sync.start();
  await isDone.promise;
  const tookMs = performance.now() - begunMs;
  const { images } = store.counts('bench');
  database.close();
  await rm(folder, { recursive: true });
  if (images !== expected) throw new Error(`${images} images instead of ${expected}.`);
  return tookMs;
}

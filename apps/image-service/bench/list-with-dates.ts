import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { atLeast, median, type Figure, type Measure } from '@registry-images/figures';
import { mediaTypes } from '@registry-images/oci';
import pMap from 'p-map';

import type { ImageService } from '../src/image-service.ts';
import { withRegistry } from './registry-process.ts';
import { seedRegistry, type SeededRepository } from './seed-registry.ts';
import { withService } from './service-process.ts';

const run = promisify(execFile);
const repositories = 10;
const imagesEach = 100;
const images = repositories * imagesEach;
/** skopeo takes so long for an image that a few have to stand for all. */
const sample = 20;
/** Every round asks for another order, so that no answer is one that was kept. By size it is sorted here, whatever the order. */
const orders = ['created_at desc', 'created_at', 'last_modified desc', 'last_modified', 'digest'] as const;

/**
 * "Every image with its size and date, largest first": one request to the service, against all that one has to ask a
 * registry for the same answer.
 */
export const measureListWithDates: Measure = () =>
  withRegistry(async ({ url, host }) => {
    const seeded = await seedRegistry(url, { repositories, imagesEach });
    return withService(url, async (service): Promise<readonly Figure[]> => {
      const before = requestsOf(service);
      const ours: number[] = [];
      const plain: number[] = [];
      for (const order of orders) {
        ours.push(await timed(() => askService(service, order)));
        plain.push(await timed(() => askRegistry(url, seeded)));
      }
      const requests = requestsOf(service) - before;
      const skopeo = await timed(() => askSkopeo(host, seeded));
      const what = `every image with size and date, largest first, ${images} images`;
      const tool = `skopeo inspect, one by one (${sample} measured, and multiplied)`;
      return [
        atLeast(500, skopeo / median(ours), { what, against: tool }),
        atLeast(50, median(plain) / median(ours), {
          what,
          against: 'GETs of manifests and configurations, 8 at once',
        }),
        {
          what: 'requests to the registry for a list',
          against: '',
          goal: '0',
          measured: String(requests),
          isMet: requests === 0,
        },
      ];
    });
  });

function requestsOf({ sync }: ImageService): number {
  return sync.stats().reduce((sum, { requests }) => sum + requests, 0);
}

/** How long a task would take if it did all, by the part of it that it says it did. */
async function timed(task: () => Promise<number>): Promise<number> {
  const begunMs = performance.now();
  const share = await task();
  return (performance.now() - begunMs) / share;
}

/** Answers which part of the images it was about, as the others do. */
async function askService({ fetch }: ImageService, order: string): Promise<number> {
  const query = `registryId=bench&pageSize=${images}&orderBy=${encodeURIComponent(order)}`;
  const response = await fetch(new Request(`http://localhost/container-registry/v1/images?${query}`));
  const { images: found }: { readonly images: readonly { readonly compressedSize: string }[] } = JSON.parse(
    await response.text(),
  );
  const sorted = found.toSorted((a, b) => Number(b.compressedSize) - Number(a.compressedSize));
  if (sorted.length !== images) throw new Error(`${sorted.length} images instead of ${images}.`);
  return 1;
}

async function askRegistry(url: string, seeded: readonly SeededRepository[]): Promise<number> {
  const get = async (path: string): Promise<{ readonly config?: { readonly digest: string } }> => {
    const response = await fetch(url + path, { headers: { accept: mediaTypes.manifest } });
    return JSON.parse(await response.text());
  };
  await pMap(
    seeded.flatMap(({ name, images: each }) => each.map(({ tag }) => ({ name, tag }))),
    async ({ name, tag }) => {
      const { config } = await get(`/v2/${name}/manifests/${tag}`);
      await get(`/v2/${name}/blobs/${config?.digest ?? ''}`);
    },
    { concurrency: 8 },
  );
  return 1;
}

async function askSkopeo(host: string, seeded: readonly SeededRepository[]): Promise<number> {
  const [first] = seeded;
  if (!first) throw new Error('There is no repository.');
  for (const { tag } of first.images.slice(0, sample)) {
    await run('skopeo', ['inspect', '--tls-verify=false', `docker://${host}/${first.name}:${tag}`]);
  }
  return sample / images;
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { atLeast, type Figure } from '@registry-images/figures';

import { startServer, type ChildServer } from './child-server.ts';
import type { Indexes } from './large-index.ts';
import { registryId } from './large-index.ts';
import { requestsPerSecond } from './load.ts';

const rounds = 7;
const requests = 1500;
const maxResidentMib = 300;
const page = '/container-registry/v1/images?pageSize=100&orderBy=created_at%20desc';

/** The service as it runs in production, over a large index, its registry being away. */
export async function measureService(indexes: Indexes, images: number): Promise<readonly Figure[]> {
  await using service = await startServer(pathOf('../src/main.ts'), {
    // Nobody listens on port 9: the index is what answers.
    env: { REGISTRY_URL: 'http://127.0.0.1:9', REGISTRY_ID: registryId, DATABASE: indexes.large, PORT: '0' },
  });
  const url = service.url + page;
  const response = await fetch(url);
  const answer = join(indexes.folder, 'page.json');
  await writeFile(answer, Buffer.from(await response.arrayBuffer()));
  await using bare = await startServer(pathOf('./programs/serve-bytes.ts'), { args: [answer] });
  const ratio = await measureRatio(service, bare);
  await readMany(service);
  const resident = service.residentMib();
  return [
    atLeast(0.5, ratio, {
      what: 'requests a second for a page of 100',
      against: 'a bare node:http server with the same bytes',
    }),
    {
      what: `memory of the service at ${images.toLocaleString('en')} images, after 2,000 different pages`,
      against: '',
      goal: `≤ ${maxResidentMib} MiB`,
      measured: `${resident.toFixed(0)} MiB`,
      isMet: resident <= maxResidentMib,
    },
  ];
}

async function measureRatio(service: ChildServer, bare: ChildServer): Promise<number> {
  const rates: [number, number][] = [];
  for (let round = 0; round < rounds; round += 1) {
    rates.push([
      await requestsPerSecond(service.url + page, requests),
      await requestsPerSecond(bare.url + page, requests),
    ]);
  }
  // The fastest of each: the first rounds warm up, and whatever else the machine does only ever takes away from it.
  return Math.max(...rates.map(([ours]) => ours)) / Math.max(...rates.map(([, theirs]) => theirs));
}

/** Walks through the list in different orders, so that whatever would grow grows. */
async function readMany({ url }: ChildServer): Promise<void> {
  const orders = ['name', 'digest desc', 'created_at', 'last_modified desc'];
  for (const orderBy of orders) {
    let pageToken = '';
    for (let pages = 0; pages < 500; pages += 1) {
      const query = new URLSearchParams({ orderBy, pageSize: '100', pageToken });
      const answer: unknown = await (
        await fetch(`${url}/container-registry/v1/images?${query.toString()}`)
      ).json();
      pageToken = nextPageTokenIn(answer);
      if (pageToken === '') break;
    }
  }
}

function nextPageTokenIn(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null || !('nextPageToken' in answer)) return '';
  return typeof answer.nextPageToken === 'string' ? answer.nextPageToken : '';
}

function pathOf(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}

import { setTimeout as sleep } from 'node:timers/promises';

import { createImagesClient, type ImagesClient, type ListOptions } from '@registry-images/client';
import { createTokenCredential } from '@registry-images/client/credentials/token';
import { atMost, type Figure } from '@registry-images/figures';
import type { ListImagesResponse } from '@registry-images/model';

import { startServer, type ServedImages } from './server-process.ts';
import { contender, ratio, runInTurns, type Rounds } from './side-by-side.ts';

const images = 100_000;
/** The images of a page, where the request does not say how many. */
const pageSize = 100;

/** What is done with the images, at whose end the next one is asked for. */
type Work = (() => Promise<void>) | undefined;

/** Measures walking through 100 000 images in pages of 100, looking at the tags of each. */
export async function listFigures(): Promise<Figure[]> {
  const against = 'a loop of `fetch` over the same pages';
  return [
    atMost(1.05, await ratioToLoop({ images }, {}, { rounds: 15, warmUp: 2 }), {
      what: 'list of 100,000 images, default settings',
      against,
    }),
    // The token of the next page comes with a page: there is something to gain only while somebody works on that page.
    atMost(
      0.75,
      await ratioToLoop({ images, pageMs: 5 }, { prefetch: true }, { rounds: 3, warmUp: 0 }, () => sleep(5)),
      { what: 'with one page ahead, 5 ms a page to serve and to work on', against },
    ),
  ];
}

async function ratioToLoop(
  served: ServedImages,
  options: ListOptions,
  rounds: Rounds,
  work?: Work,
): Promise<number> {
  using server = await startServer(served);
  const client = createImagesClient({
    baseUrl: server.baseUrl,
    credential: createTokenCredential('t1.measured'),
  });
  const ours = contender(async () => expectAll(await countTagged(client, options, work)));
  const loop = contender(async () => expectAll(await countTaggedByHand(server.baseUrl, work)));
  await runInTurns([ours, loop], rounds);
  return ratio(ours, loop);
}

async function countTagged(client: ImagesClient, options: ListOptions, work: Work): Promise<number> {
  let tagged = 0;
  for await (const image of client.images.list({}, options)) {
    tagged += image.tags.length;
    if (work && tagged % pageSize === 0) await work();
  }
  return tagged;
}

async function countTaggedByHand(baseUrl: string, work: Work): Promise<number> {
  let tagged = 0;
  let pageToken = '';
  do {
    const query = pageToken === '' ? '' : `?pageToken=${encodeURIComponent(pageToken)}`;
    const response = await fetch(`${baseUrl}/container-registry/v1/images${query}`, {
      headers: { authorization: 'Bearer t1.measured' },
    });
    const page: unknown = await response.json();
    if (!isPage(page)) throw new Error('The server gave no page.');
    for (const image of page.images ?? []) {
      tagged += image.tags.length;
      if (work && tagged % pageSize === 0) await work();
    }
    pageToken = page.nextPageToken ?? '';
  } while (pageToken !== '');
  return tagged;
}

/** Enough for a server that is our own. */
function isPage(value: unknown): value is Partial<ListImagesResponse> {
  return typeof value === 'object' && value !== null;
}

/** Each image that is served has one tag. */
function expectAll(tagged: number): void {
  if (tagged !== images) throw new Error(`There are ${images} images, but ${tagged} were seen.`);
}

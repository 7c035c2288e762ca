import { atMost, type Figure } from '@registry-images/figures';

import type { Principal } from '../src/access/principal.ts';
import type { OrderTerm } from '../src/service/order-by.ts';
import { createImageStore } from '../src/store/create-image-store.ts';
import { openDatabase } from '../src/store/database.ts';
import type { ImageStore, PagePlace } from '../src/store/image-store.ts';
import { registryId, type Indexes } from './large-index.ts';
import { createReader, everybody, pageSize, type Pages } from './page-reader.ts';

const rounds = 41;
const fields = ['name', 'digest', 'created_at', 'last_modified'] as const;
const orders: readonly (readonly OrderTerm[])[] = [
  ...fields.flatMap((field) => [[{ field, descending: false }], [{ field, descending: true }]]),
  [
    { field: 'last_modified', descending: true },
    { field: 'name', descending: false },
  ],
  [
    { field: 'name', descending: true },
    { field: 'created_at', descending: false },
  ],
];

/**
 * Pages of a large index against those of a small one, made and written as JSON each time, without the cache of pages.
 * They are read by turns, each over and over.
 */
export async function measurePages({ small, large }: Indexes, images: number): Promise<readonly Figure[]> {
  using smallDatabase = openDatabase(small);
  using largeDatabase = openDatabase(large);
  const [few, many] = [
    createImageStore({ database: smallDatabase }),
    createImageStore({ database: largeDatabase }),
  ];
  const deepPage = Math.floor((images / pageSize) * 0.9);
  const first: number[] = [];
  const deep: number[] = [];
  const unread: number[] = [];
  const limited: number[] = [];
  for (const order of orders) {
    const start = { order, after: undefined };
    first.push(await ratioOf({ store: many, ...start }, { store: few, ...start }));
    const far = { order, after: placeFromEnd(many, order, images - deepPage * pageSize) };
    const middle = { order, after: placeFromEnd(few, order, 500) };
    deep.push(await ratioOf({ store: many, ...far }, { store: few, ...middle }));
    // What led to the place is in SQLite's memory; the operating system has the file all the same.
    largeDatabase.exec('PRAGMA shrink_memory');
    unread.push(await unreadRatio({ store: many, ...far }, { store: few, ...middle }));
    const own = { ...start, principal: team };
    limited.push(await ratioOf({ store: many, ...own }, { store: few, ...own }));
  }
  const what = (page: string): string =>
    `a page of ${pageSize} at ${images.toLocaleString('en')} images, ${page}, the slowest of ${orders.length} orders`;
  return [
    atMost(1.3, Math.max(...first), { what: what('the first'), against: 'the same at 1,000 images' }),
    atMost(1.3, Math.max(...deep), {
      what: what(`page ${deepPage.toLocaleString('en')}`),
      against: 'a page of 1,000 images',
    }),
    atMost(1.3, Math.max(...unread), {
      what: what(
        `page ${deepPage.toLocaleString('en')} and those behind it, of which nothing was read before`,
      ),
      against: 'a page of 1,000 images',
    }),
    atMost(1.3, Math.max(...limited), {
      what: what('for somebody who may see one repository'),
      against: 'the same at 1,000 images',
    }),
  ];
}

async function ratioOf(one: Pages, other: Pages): Promise<number> {
  const [readOne, readOther] = [createReader(one), createReader(other)];
  const times: [number, number][] = [];
  for (let round = 0; round < rounds; round += 1) times.push([(await readOne()).ms, (await readOther()).ms]);
  return fastestRatio(times);
}

/** The same for pages of the one of which each is read once, and follows the other. */
async function unreadRatio(one: Pages, other: Pages): Promise<number> {
  const [readOne, readOther] = [createReader(one), createReader(other)];
  const times: [number, number][] = [];
  let pageToken: string | undefined;
  for (let round = 0; round < rounds; round += 1) {
    const page = await readOne(pageToken);
    pageToken = page.nextPageToken;
    times.push([page.ms, (await readOther()).ms]);
  }
  return fastestRatio(times);
}

/** Of the fastest of each, because whatever else the machine does only ever adds to it. */
function fastestRatio(times: readonly (readonly [number, number])[]): number {
  return Math.min(...times.map(([ms]) => ms)) / Math.min(...times.map(([, ms]) => ms));
}

/** Sees the first repository of those that `fillStore` makes, one of a thousand in the large index. */
const team: Principal = {
  ...everybody,
  seesAll: false,
  canRead: (name) => name === `${registryId}/team-0/service-0`,
};

/** The place so many images before the end: the list is walked from there, in the opposite order. */
function placeFromEnd(store: ImageStore, order: readonly OrderTerm[], images: number): PagePlace | undefined {
  const reversed = order.map(({ field, descending }) => ({ field, descending: !descending }));
  let after: PagePlace | undefined;
  for (let left = images; left > 0; left -= 10_000) {
    const limit = Math.min(left, 10_000);
    after = store.page({ registryIds: [registryId], order: reversed, limit, after }).next;
  }
  return after;
}

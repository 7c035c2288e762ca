import type { Principal } from '../src/access/principal.ts';
import { listImages } from '../src/service/list-images.ts';
import type { OrderTerm } from '../src/service/order-by.ts';
import { formatPageToken } from '../src/service/page-token.ts';
import type { ImageStore, PagePlace } from '../src/store/image-store.ts';
import { registryId } from './large-index.ts';

/** How many images a page has. */
export const pageSize = 100;

/** Pages of a list, beginning at a place. */
export interface Pages {
  readonly store: ImageStore;
  readonly order: readonly OrderTerm[];
  readonly after: PagePlace | undefined;
  /** Who asks; by default somebody who may see everything. */
  readonly principal?: Principal;
}

/** A page that was read. */
export interface TimedPage {
  readonly ms: number;
  readonly nextPageToken: string;
}

/** Reads a page as a request would, the first one unless it gets a token, and tells how long that took. */
export function createReader({
  store,
  order,
  after,
  principal = everybody,
}: Pages): (pageToken?: string) => Promise<TimedPage> {
  const orderBy = order.map(({ field, descending }) => `${field}${descending ? ' desc' : ''}`).join(',');
  const query = JSON.stringify([`registry ${registryId}`, undefined, order]);
  const first = after === undefined ? '' : formatPageToken(after, { key: store.key, query });
  const sync = { freshen: () => Promise.resolve() };
  const sources = [{ registryId, folderId: undefined }];
  return async (pageToken = first) => {
    const startMs = performance.now();
    const input = { registryId, orderBy, pageSize, pageToken };
    const page = await listImages({ store, sync, sources }, input, principal, AbortSignal.timeout(60_000));
    const answer = page.read();
    JSON.stringify(answer);
    return { ms: performance.now() - startMs, nextPageToken: answer.nextPageToken ?? '' };
  };
}

/** Sees every repository. */
export const everybody: Principal = {
  name: 'bench',
  seesAll: true,
  canRead: () => true,
  canReadIn: () => true,
  canDelete: () => false,
};

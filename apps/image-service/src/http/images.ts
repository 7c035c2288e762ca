import type { ApiPaths } from '@registry-images/model';
import { Hono } from 'hono';

import type { Principal } from '../access/principal.ts';
import type { FindImageDeps } from '../service/find-image.ts';
import { getImage } from '../service/get-image.ts';
import { listImages, type ListImagesDeps, type ListImagesQuery } from '../service/list-images.ts';
import type { AppEnv } from './app-env.ts';
import type { PageCache } from './page-cache.ts';
import { createParameterReader } from './request-validation.ts';

type GetParameters = ApiPaths['/container-registry/v1/images/{imageId}']['get']['parameters']['path'];

/** What the routes that read images need. */
export interface ImageRoutesDeps extends ListImagesDeps, FindImageDeps {
  readonly store: ListImagesDeps['store'] & FindImageDeps['store'];
  readonly pageCache: PageCache;
}

/** The routes that read images: list and get. */
export function imageRoutes(deps: ImageRoutesDeps): Hono<AppEnv> {
  const readList = createParameterReader<ListImagesQuery>('/container-registry/v1/images', 'get');
  const readGet = createParameterReader<GetParameters>('/container-registry/v1/images/{imageId}', 'get');
  const viewOf = createViews();

  return new Hono<AppEnv>()
    .get('/', async ({ req, var: { caller }, body }) => {
      const { principal } = caller;
      const query = readList(req.raw, req.param());
      const listed = await listImages(deps, query, principal, req.raw.signal);
      const key = `${viewOf(principal)} ${listed.key}`;
      const page = deps.pageCache.get(key, listed.version, () => toJson(listed.read()));
      return body(page, 200, { 'Content-Type': 'application/json' });
    })
    .get('/:imageId', async ({ req, var: { caller }, json }) => {
      const { imageId } = readGet(req.raw, req.param());
      return json(await getImage(deps, imageId, caller.principal, req.raw.signal));
    });
}

/** Numbers what principals see: everything, or what their own patterns let them. */
function createViews(): (principal: Principal) => number {
  const numbers = new WeakMap<Principal, number>();
  let last = 0;
  return (principal) => {
    if (principal.seesAll) return 0;
    const number = numbers.get(principal) ?? (last += 1);
    numbers.set(principal, number);
    return number;
  };
}

function toJson(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}

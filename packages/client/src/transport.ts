import type { ApiPaths } from '@registry-images/model';
import createClient from 'openapi-fetch';

import type { CallOptions } from './call-options.ts';
import { parseJson } from './decode.ts';
import type { Exchange } from './exchange.ts';
import type { WireListQuery } from './list-query.ts';

/** The methods of the API, with answers of which nothing is known but that they are JSON. */
export interface Transport {
  listImages(query: WireListQuery, options: CallOptions): Promise<unknown>;
  getImage(imageId: string, options: CallOptions): Promise<unknown>;
  deleteImage(imageId: string, options: CallOptions): Promise<unknown>;
  getOperation(operationId: string, options: CallOptions): Promise<unknown>;
}

/**
 * Writes requests by the OpenAPI description. This is the only file that knows openapi-fetch, which gets no more
 * updates: it builds URLs that are checked against the description, and nothing else. All that can go wrong on the way
 * is the exchange's, because openapi-fetch's middleware does not see a body that breaks off, and its `error` is not set
 * for an error without a body: https://github.com/openapi-ts/openapi-typescript/issues/2530.
 *
 * It writes a path segment of `..` as it is (https://github.com/openapi-ts/openapi-typescript/issues/2483): ids must
 * have been checked.
 */
export function createTransport(
  urls: { readonly baseUrl: string; readonly operationsBaseUrl: string },
  exchange: Exchange,
): Transport {
  const client = createClient<ApiPaths>({ baseUrl: urls.baseUrl });
  const send = (options: CallOptions) => ({
    parseAs: 'text' as const,
    fetch: (request: Request) => exchange(request, options),
  });
  return {
    async listImages(query, options) {
      return json(await client.GET('/container-registry/v1/images', { params: { query }, ...send(options) }));
    },
    async getImage(imageId, options) {
      const params = { path: { imageId } };
      return json(await client.GET('/container-registry/v1/images/{imageId}', { params, ...send(options) }));
    },
    async deleteImage(imageId, options) {
      const params = { path: { imageId } };
      return json(
        await client.DELETE('/container-registry/v1/images/{imageId}', { params, ...send(options) }),
      );
    },
    async getOperation(operationId, options) {
      const params = { path: { operationId } };
      const baseUrl = urls.operationsBaseUrl;
      return json(await client.GET('/operations/{operationId}', { params, baseUrl, ...send(options) }));
    },
  };
}

function json(answer: { readonly data?: string }): unknown {
  return parseJson(answer.data ?? '');
}

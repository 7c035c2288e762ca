import type { ApiPaths } from '@registry-images/model';
import createClient from 'openapi-fetch';

import type { WireDeleteQuery } from './delete-options.ts';
import type { WireListQuery } from './list-query.ts';
import type { Call, Send } from './pipeline/exchange.ts';

/** The methods of the API. Each writes one request, sends it with its call and gives what the call decodes. */
export interface Transport {
  listImages<T>(query: WireListQuery, call: Call<T>): Promise<T>;
  getImage<T>(imageId: string, call: Call<T>): Promise<T>;
  deleteImage<T>(imageId: string, query: WireDeleteQuery, call: Call<T>): Promise<T>;
  previewDeleteImage<T>(imageId: string, query: WireDeleteQuery, call: Call<T>): Promise<T>;
  getOperation<T>(operationId: string, call: Call<T>): Promise<T>;
}

/** Makes a transport that sends through `send`. The URLs have no slash at their end. */
export type CreateTransport = (urls: TransportUrls, send: Send) => Transport;

/** Where the API is. */
interface TransportUrls {
  readonly baseUrl: string;
  readonly operationsBaseUrl: string;
}

/**
 * Writes requests by the OpenAPI description. This is the only file that knows openapi-fetch, which gets no more
 * updates: it builds URLs that are checked against the description, and nothing else. The `fetch` that it is given is
 * the pipeline, which sees all that can go wrong on the way, as openapi-fetch's middleware does not: it cannot wrap, it
 * does not see a body that breaks off, and its `error` is not set for an error without a body:
 * https://github.com/openapi-ts/openapi-typescript/issues/2530.
 *
 * It writes a path segment of `..` as it is (https://github.com/openapi-ts/openapi-typescript/issues/2483): ids must
 * have been checked.
 */
export const createTransport: CreateTransport = (urls, send) => {
  const client = createClient<ApiPaths>({ baseUrl: urls.baseUrl });

  /**
   * Lets openapi-fetch write a request, and takes the answer past it: there is nothing left for it to read, and it would
   * drop an abort reason such as `null`.
   */
  async function through<T>(
    call: Call<T>,
    write: (options: { fetch: (request: Request) => Promise<Response> }) => Promise<unknown>,
  ): Promise<T> {
    const answer = Promise.withResolvers<T>();
    await write({
      fetch(request) {
        answer.resolve(send(request, call));
        return Promise.resolve(new Response(null, { status: 204 }));
      },
    });
    return answer.promise;
  }

  return {
    listImages: (query, call) =>
      through(call, (options) =>
        client.GET('/container-registry/v1/images', { params: { query }, ...options }),
      ),
    getImage: (imageId, call) =>
      through(call, (options) =>
        client.GET('/container-registry/v1/images/{imageId}', { params: { path: { imageId } }, ...options }),
      ),
    deleteImage: (imageId, query, call) =>
      through(call, (options) =>
        client.DELETE('/container-registry/v1/images/{imageId}', {
          params: { path: { imageId }, query },
          ...options,
        }),
      ),
    previewDeleteImage: (imageId, query, call) =>
      through(call, (options) =>
        client.GET('/container-registry/v1/images/{imageId}:previewDelete', {
          params: { path: { imageId }, query },
          ...options,
        }),
      ),
    getOperation: (operationId, call) =>
      through(call, (options) =>
        client.GET('/operations/{operationId}', {
          params: { path: { operationId } },
          baseUrl: urls.operationsBaseUrl,
          ...options,
        }),
      ),
  };
};

import type { ApiPaths } from '@registry-images/model';
import { createFinalURL } from 'openapi-fetch';

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
 * Writes requests by the OpenAPI description: the compiler checks paths and parameters against it. This is the only file
 * that knows openapi-fetch, which gets no more updates, and it takes of it what writes URLs. Its client would make a
 * Request and headers of its own for each call, and its middleware could not do what the pipeline does: it cannot wrap,
 * and does not see a body that breaks off. See decisions/0007-openapi-fetch-without-its-client.md.
 *
 * A path segment of `..` is written as it is (https://github.com/openapi-ts/openapi-typescript/issues/2483): ids must have
 * been checked.
 */
export const createTransport: CreateTransport = ({ baseUrl, operationsBaseUrl }, send) => {
  const imagePath = '/container-registry/v1/images/{imageId}';
  // Up to the id, and only once: to write a whole URL would be a good part of what the client adds to each call.
  const imagesUrl = urlOf(baseUrl, imagePath, { path: { imageId: '' } });
  const operationsUrl = urlOf(operationsBaseUrl, '/operations/{operationId}', { path: { operationId: '' } });
  return {
    listImages: (query, call) =>
      send('GET', urlOf(baseUrl, '/container-registry/v1/images', { query }), call),
    getImage: (imageId, call) => send('GET', imagesUrl + imageId, call),
    deleteImage: (imageId, query, call) =>
      send('DELETE', urlOf(baseUrl, imagePath, { path: { imageId }, query }), call),
    previewDeleteImage: (imageId, query, call) =>
      send(
        'GET',
        urlOf(baseUrl, '/container-registry/v1/images/{imageId}:previewDelete', { path: { imageId }, query }),
        call,
      ),
    getOperation: (operationId, call) => send('GET', operationsUrl + operationId, call),
  };
};

type DeleteParameters = ApiPaths['/container-registry/v1/images/{imageId}']['delete']['parameters'];

function urlOf<Path extends keyof ApiPaths>(
  baseUrl: string,
  path: Path,
  params: ApiPaths[Path]['get']['parameters'] | DeleteParameters,
): string {
  return createFinalURL(path, {
    baseUrl,
    params,
    // The API has neither a list nor an object in a query: no more than this is needed.
    querySerializer: (query: Readonly<Record<string, unknown>>) =>
      Object.entries(query)
        .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
        .join('&'),
    // A path has one parameter, an id, and one that has been checked needs no escaping.
    pathSerializer: (template, parameters) => template.replace(/\{.+\}/, Object.values(parameters).join()),
  });
}

import type { CreateTransport } from '../../src/transport.ts';

/** Writes requests by hand, without openapi-fetch: what the client does must not depend on which of the two it is. */
export const createPlainTransport: CreateTransport = ({ baseUrl, operationsBaseUrl }, send) => {
  const images = `${baseUrl}/container-registry/v1/images`;
  return {
    listImages: (query, call) => send('GET', withQuery(images, query), call),
    getImage: (imageId, call) => send('GET', `${images}/${imageId}`, call),
    deleteImage: (imageId, query, call) => send('DELETE', withQuery(`${images}/${imageId}`, query), call),
    previewDeleteImage: (imageId, query, call) =>
      send('GET', withQuery(`${images}/${imageId}:previewDelete`, query), call),
    getOperation: (operationId, call) => send('GET', `${operationsBaseUrl}/operations/${operationId}`, call),
  };
};

function withQuery(url: string, query: Readonly<Record<string, unknown>>): string {
  const parameters = Object.entries(query).map(([name, value]) => [name, String(value)]);
  const search = new URLSearchParams(parameters).toString();
  return search === '' ? url : `${url}?${search}`;
}

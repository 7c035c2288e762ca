import type { CreateTransport } from '../../src/transport.ts';

/** Writes requests by hand, without openapi-fetch: what the client does must not depend on which of the two it is. */
export const createPlainTransport: CreateTransport = ({ baseUrl, operationsBaseUrl }, send) => {
  const images = `${baseUrl}/container-registry/v1/images`;
  return {
    listImages(query, call) {
      const parameters = Object.entries(query).map(([name, value]) => [name, String(value)]);
      const search = new URLSearchParams(parameters).toString();
      return send('GET', search === '' ? images : `${images}?${search}`, call);
    },
    getImage: (imageId, call) => send('GET', `${images}/${imageId}`, call),
    deleteImage: (imageId, call) => send('DELETE', `${images}/${imageId}`, call),
    getOperation: (operationId, call) => send('GET', `${operationsBaseUrl}/operations/${operationId}`, call),
  };
};

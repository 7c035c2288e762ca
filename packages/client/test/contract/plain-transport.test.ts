import { describe, expect, it } from 'vitest';

import { createImagesClientOver, type ImagesClientOptions } from '../../src/client.ts';
import { createTokenCredential } from '../../src/credentials/token.ts';
import { createImagesClient, type ImagesClient } from '../../src/index.ts';
import { createFakeImageService, describeImagesContract } from '../../src/testing/index.ts';
import { makeFakeSubject } from './fake-subject.ts';
import { createPlainTransport } from './plain-transport.ts';

const createPlainClient = (options: ImagesClientOptions): ImagesClient =>
  createImagesClientOver(createPlainTransport, options);

describeImagesContract({ describe, expect, it }, 'the fake, over a transport without openapi-fetch', () =>
  makeFakeSubject(createPlainClient),
);

describe('createPlainTransport', () => {
  it.each(['http://registry.test/prefix', 'https://container-registry.api.cloud.yandex.net'])(
    'writes the requests that openapi-fetch writes, to %s',
    async (baseUrl) => {
      const written = await Promise.all(
        [createImagesClient, createPlainClient].map(async (createClient) => {
          const fake = createFakeImageService({ baseUrl, images: [{ name: 'crp1/team/app', id: 'i1' }] });
          const { images, operations } = createClient({
            ...fake.clientOptions,
            credential: createTokenCredential('hunter2'),
          });
          await images.list().first(1);
          const filterName = 'crp1/team/app';
          const orderBy = [{ field: 'createdAt', direction: 'desc' }, { field: 'name' }] as const;
          await images.list({ registryId: 'crp1', filterName, orderBy, pageSize: 7 }).first(1);
          await images.list({ repositoryName: filterName }).first(1);
          await images.get('i1');
          const { id } = await images.delete('i1', { idempotencyKey: 'once' });
          await operations.get(id);
          return fake.requests.map(({ httpMethod, path, headers }) => {
            const url = new URL(path, baseUrl);
            return { httpMethod, path: url.pathname, query: [...url.searchParams], headers: [...headers] };
          });
        }),
      );
      expect(written[0]).toHaveLength(6);
      expect(written[1]).toEqual(written[0]);
    },
  );
});

import { isApiError } from '@registry-images/client';
import { compressedBytes, type Image } from '@registry-images/model';
import { pushIndex, tagImage } from '@registry-images/oci';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { expectSchema, imagesIn } from './contract.ts';
import { makeService } from './service.ts';

const images = '/container-registry/v1/images';

const labels = (list: readonly Image[]): string[] =>
  list.map(({ name, tags }) => `${name}:${tags.join(',')}`);

describe('list', () => {
  it('answers an empty registry with an empty page', async () => {
    const service = await makeService();
    const { status, body } = await service.send(images);
    expect([status, body]).toEqual([200, { images: [], nextPageToken: '' }]);
  });

  it('lists the images of all repositories, once each, with all that they have', async () => {
    const service = await makeService();
    const app = await service.push('team/app', 'one', {
      tags: ['v1', 'latest'],
      created: '2026-10-01T14:00:00+02:00',
    });
    await service.push('team/app', 'two');
    await service.push('base', 'three', { tags: ['1'] });

    const { status, body } = await service.send(images);
    expect(status).toBe(200);
    expectSchema('ListImagesResponse', body);
    const found = await service.list();
    expect(labels(found).toSorted()).toEqual(['local/base:1', 'local/team/app:', 'local/team/app:latest,v1']);
    const image = found.find(({ digest }) => digest === app.digest);
    expect(image).toMatchObject({
      id: expect.stringMatching(/^img[0-9a-z]{17}$/),
      createdAt: '2026-10-01T12:00:00.000Z',
    });
    expect(compressedBytes({ compressedSize: image?.compressedSize ?? '' })).toBe(
      Number(image?.config?.size) + Number(image?.layers[0]?.size),
    );
  });

  it('lists a multi-arch index once, with its distinct blobs and the date of its latest image', async () => {
    const service = await makeService();
    const children = [
      await service.push('app', 'amd64', { created: '2026-01-01T00:00:00Z' }),
      await service.push('app', 'amd64', { created: '2026-02-01T00:00:00Z' }),
    ];
    const platforms = [
      { architecture: 'arm', os: 'linux', variant: 'v7' },
      { architecture: 'unknown', os: 'unknown' },
    ];
    const manifests = children.map((descriptor, number) => ({
      descriptor,
      platform: platforms[number] ?? { architecture: 'amd64', os: 'linux' },
    }));
    const index = await pushIndex(await service.layout('app'), { manifests, tags: ['multi'] });
    const found = await service.list({ repositoryName: 'local/app' });
    const image = found.find(({ digest }) => digest === index.digest);
    expect(image).toMatchObject({
      tags: ['multi'],
      createdAt: '2026-02-01T00:00:00.000Z',
      platforms: ['linux/arm/v7'],
    });
    expect(image?.config).toBeUndefined();
    // Two configurations, and one layer that both images have.
    expect(image?.layers).toHaveLength(3);
    expect(image?.compressedSize).toBe(
      String(image?.layers.reduce((sum, { size }) => sum + Number(size), 0)),
    );
  });

  it('takes the date that a reproducible build wrote for none', async () => {
    const service = await makeService();
    await service.push('app', 'x', { created: '1970-01-01T00:00:00Z' });
    const [image] = await service.list();
    expect(Date.parse(image?.createdAt ?? '')).toBeGreaterThan(Date.parse('2020-01-01'));
  });

  it('lets the repository win over the registry, and the registry over the folder', async () => {
    const service = await makeService({ folderId: 'folder' });
    await service.push('a', 'a', { tags: ['1'] });
    await service.push('b', 'b', { tags: ['1'] });
    const count = async (query: string): Promise<unknown> => {
      const { status, body } = await service.send(`${images}?${query}`);
      return status === 200 &&
        typeof body === 'object' &&
        body !== null &&
        'images' in body &&
        Array.isArray(body.images)
        ? body.images.length
        : status;
    };
    expect(await count('repositoryName=local/a&registryId=other&folderId=other')).toBe(1);
    expect(await count('registryId=local&folderId=other')).toBe(2);
    expect(await count('folderId=folder')).toBe(2);
    expect(await count('registryId=other')).toBe(404);
    expect(await count('folderId=other')).toBe(404);
    expect(await count('repositoryName=local/c')).toBe(404);
    expect(await count('repositoryName=other/a')).toBe(404);
  });

  it('filters by name', async () => {
    const service = await makeService();
    await service.push('a', 'a', { tags: ['1'] });
    await service.push('b', 'b', { tags: ['1'] });
    expect(labels(await service.list({ filterName: 'local/b' }))).toEqual(['local/b:1']);
    expect(await service.list({ filterName: 'local/c' })).toEqual([]);
  });

  it.each([
    ['name', ['a:old', 'a:new', 'b:mid'].toSorted()],
    ['name desc,created_at', ['b:mid', 'a:old', 'a:new']],
    ['created_at', ['a:old', 'b:mid', 'a:new']],
    ['created_at desc', ['a:new', 'b:mid', 'a:old']],
  ])('orders by %s', async (orderBy, expected) => {
    const service = await makeService();
    await service.push('a', 'old', { tags: ['old'], created: '2025-01-01T00:00:00Z' });
    await service.push('b', 'mid', { tags: ['mid'], created: '2025-06-01T00:00:00Z' });
    await service.push('a', 'new', { tags: ['new'], created: '2026-01-01T00:00:00Z' });
    const { body } = await service.send(`${images}?orderBy=${encodeURIComponent(orderBy)}`);
    const listed = labels(imagesIn(body)).map((label) => label.replace('local/', ''));
    expect(orderBy === 'name' ? listed.toSorted() : listed).toEqual(expected);
  });

  it('pages through everything once, whatever the order and the page size', async () => {
    const service = await makeService();
    for (const [index, repository] of ['a', 'b', 'b', 'c', 'c', 'c'].entries()) {
      await service.push(repository, `${index}`, { created: `2026-0${index + 1}-01T00:00:00Z` });
    }
    const all = (await service.list()).map(({ id }) => id).toSorted();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 7 }),
        fc.subarray(['name', 'digest', 'createdAt', 'lastModified'] as const),
        fc.constantFrom('asc', 'desc'),
        async (pageSize, fields, direction) => {
          const orderBy = fields.map((field) => ({ field, direction }) as const);
          const listed = await service.list({ pageSize, orderBy });
          expect(listed.map(({ id }) => id).toSorted()).toEqual(all);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('leaves out nothing and repeats nothing while images come and go between pages', async () => {
    const service = await makeService();
    const pushed = await Promise.all(['1', '2', '3', '4', '5', '6'].map((text) => service.push('app', text)));
    const seen: string[] = [];
    for await (const page of service.client.images.list({ pageSize: 2 }).byPage()) {
      seen.push(...page.images.map(({ digest }) => digest));
      if (seen.length > 2) continue;
      const first = page.images[0];
      await service.delete(first?.id ?? '');
      await service.push('app', 'another');
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(pushed.map(({ digest }) => digest)));
  });

  it.each([
    ['pageSize=-1', 'pageSize must be >= 0.'],
    ['pageSize=1001', 'pageSize must be <= 1000.'],
    ['pageSize=abc', 'pageSize must be integer.'],
    ['pageSize=1.5', 'pageSize must be integer.'],
    ['pageSize=1.0', 'pageSize must be integer.'],
    ['pageSize=0x10', 'pageSize must be integer.'],
    ['pageSize=%201', 'pageSize must be integer.'],
    ['pageSize=', 'pageSize must be integer.'],
    ['pageSize=1&pageSize=2', 'pageSize is given more than once.'],
    ['pagesize=1', 'pagesize is not a parameter of this method.'],
    ['pageToken=tampered', 'pageToken is not one that this list gave'],
    [`pageToken=${'a'.repeat(101)}`, 'pageToken must NOT have more than 100 characters.'],
    ['orderBy=size', 'orderBy has "size"'],
    ['filter=tag', 'filter must be of the form'],
    ['repositoryName=../etc', 'repositoryName must match pattern'],
    [`registryId=${'r'.repeat(51)}`, 'registryId must NOT have more than 50 characters.'],
  ])('refuses %s and says why', async (query, message) => {
    const { status, body } = await (await makeService()).send(`${images}?${query}`);
    expect([status, body]).toEqual([
      400,
      {
        code: 3,
        message: expect.stringContaining(message),
        details: [
          { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [expect.anything()] },
        ],
      },
    ]);
    expectSchema('Status', body);
  });

  it('answers a page size of 0 with the default, and one of 1000', async () => {
    const service = await makeService();
    await service.push('app', 'x');
    expect((await service.send(`${images}?pageSize=0`)).status).toBe(200);
    expect((await service.send(`${images}?pageSize=1000`)).status).toBe(200);
  });

  it('refuses the token of another query', async () => {
    const service = await makeService();
    await service.push('app', '1');
    await service.push('app', '2');
    const [page] = await Array.fromAsync(service.client.images.list({ pageSize: 1 }).byPage());
    const token = page?.nextPageToken ?? '';
    expect(token).not.toBe('');
    expect((await service.send(`${images}?pageToken=${token}`)).status).toBe(200);
    expect((await service.send(`${images}?pageToken=${token}&orderBy=digest`)).status).toBe(400);
  });

  it('lists an image again that was only retagged, with the tags of now', async () => {
    const service = await makeService();
    const { digest } = await service.push('app', 'x', { tags: ['v1'] });
    await tagImage(await service.layout('app'), digest, 'v2');
    expect(labels(await service.list())).toEqual(['local/app:v1,v2']);
  });
});

describe('get', () => {
  it('returns what the list has', async () => {
    const service = await makeService();
    await service.push('team/app', 'x', { tags: ['v1'] });
    const [image] = await service.list();
    const { status, body } = await service.send(`${images}/${image?.id}`);
    expect([status, body]).toEqual([200, image]);
    expectSchema('Image', body);
  });

  it('finds an image that only an index contains', async () => {
    const service = await makeService();
    const layout = await service.layout('app');
    const child = await service.push('app', 'amd64');
    const id = (await service.list()).find(({ digest }) => digest === child.digest)?.id ?? '';
    await pushIndex(layout, {
      manifests: [{ descriptor: child, platform: { architecture: 'amd64', os: 'linux' } }],
      tags: ['multi'],
    });
    await layout.updateIndex((entries) =>
      entries.filter(({ descriptor }) => descriptor.digest !== child.digest),
    );
    expect(labels(await service.list())).toEqual(['local/app:multi']);
    expect(await service.client.images.get(id)).toMatchObject({ digest: child.digest, tags: [] });
  });

  it('does not find what is not there', async () => {
    const { status, body } = await (await makeService()).send(`${images}/imgunknown`);
    expect([status, body]).toEqual([
      404,
      { code: 5, message: expect.stringContaining('imgunknown'), details: [] },
    ]);
  });

  it('refuses an id of more than 50 characters', async () => {
    const { status, body } = await (await makeService()).send(`${images}/${'x'.repeat(51)}`);
    expect([status, body]).toEqual([400, expect.objectContaining({ code: 3 })]);
  });

  it.each(['..', '../..', '%2e%2e', '%2e%2e%2f', 'a%2fb', '%00', '%ff'])(
    'finds no image called %s',
    async (id) => {
      const { status, body } = await (await makeService()).send(`${images}/${id}`);
      expectSchema('Status', body);
      expect(status).toBe(404);
    },
  );
});

describe('errors', () => {
  it('are typed for the client', async () => {
    const error = await (await makeService()).client.images.get('unknown').catch((thrown: unknown) => thrown);
    expect(isApiError(error) && error.status).toBe('NOT_FOUND');
  });

  it.each(['/', '/container-registry/v1/blobs', '/container-registry/v2/images', '/healthz/x'])(
    'answer %s with a Status',
    async (path) => {
      const { status, body } = await (await makeService()).send(path);
      expect(status).toBe(404);
      expectSchema('Status', body);
    },
  );

  it('answer an unknown method with a Status', async () => {
    const { status, body } = await (await makeService()).send(images, { method: 'POST' });
    expect([status, body]).toEqual([404, expect.objectContaining({ code: 5 })]);
  });
});

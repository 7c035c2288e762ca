import { normalizeImage, type WireImage } from '@registry-images/model';
import { assert, describe, expect, it } from 'vitest';

import { expectDescribed } from '../../test/contract/description.ts';
import { createFakeClock } from './fake-clock.ts';
import { createFakeImageService, type FakeImageServiceOptions } from './fake-image-service.ts';

const baseUrl = 'http://registry.test';
const name = 'crp1/team/app';
const images = '/container-registry/v1/images';

/** A fake on a clock that stands still, of which every answer is checked, and a way to ask it without a client. */
function fakeOf(options: FakeImageServiceOptions = {}) {
  const fake = createFakeImageService({ clock: createFakeClock({ manual: true }), ...options });
  const fetch = expectDescribed(baseUrl, fake.clientOptions.fetch);
  return {
    ...fake,
    async send(path: string, init?: RequestInit) {
      const response = await fetch(new Request(`${baseUrl}${path}`, init));
      const body: unknown = await response.json();
      assert(typeof body === 'object' && body !== null);
      return { status: response.status, headers: response.headers, body };
    },
    async count(query: string): Promise<number> {
      const response = await fetch(new Request(`${baseUrl}${images}?${query}`));
      const body: unknown = await response.json();
      if (!response.ok) return response.status;
      return isPage(body) && body.images ? body.images.length : 0;
    },
  };
}

function isPage(body: unknown): body is { images?: WireImage[] } {
  return typeof body === 'object' && body !== null && (!('images' in body) || Array.isArray(body.images));
}

describe('createFakeImageService', () => {
  it('leaves out of its answers what the protobuf JSON mapping may leave out', async () => {
    const fake = fakeOf({ images: [{ name, config: { size: '0' }, layers: [] }] });
    const { body } = await fake.send(`${images}/img-1`);
    expect(body).toEqual({
      id: 'img-1',
      name,
      digest: expect.stringMatching(/^sha256:/),
      config: {},
      createdAt: '2026-01-01T00:00:00.000Z',
    });
    expect([normalizeImage(body)]).toEqual(fake.images());
    fake.removeImage('img-1');
    expect((await fake.send(images)).body).toEqual({});
  });

  it('gives 100 images in a page unless it is asked for another number', async () => {
    const fake = fakeOf({ images: Array.from({ length: 1001 }, () => ({ name })) });
    expect(await fake.count('')).toBe(100);
    expect(await fake.count('pageSize=0')).toBe(100);
    expect(await fake.count('pageSize=1000')).toBe(1000);
    expect(await fake.count('pageToken=')).toBe(100);
  });

  it('lets the repository win over the registry, and the registry over the folder', async () => {
    const fake = fakeOf({
      images: [{ name: 'crp1/a' }, { name: 'crp1/b' }, { name: 'crp2/a' }],
      folders: { f1: ['crp1', 'crp3'], f2: ['crp2'] },
    });
    expect(await fake.count('repositoryName=crp1/a&registryId=crp2&folderId=f2')).toBe(1);
    expect(await fake.count('registryId=crp1&folderId=f2')).toBe(2);
    expect(await fake.count('folderId=f2')).toBe(1);
    expect(await fake.count('registryId=crp3')).toBe(0);
    expect(await fake.count('registryId=&folderId=')).toBe(3);
    expect(await fake.count('repositoryName=crp1/c')).toBe(404);
    expect(await fake.count('registryId=crp4')).toBe(404);
    expect(await fake.count('folderId=f3')).toBe(404);
    expect(await fake.count('folderId=constructor')).toBe(404);
  });

  it('orders by fractions of a second, and by when an image was changed last', async () => {
    const add = { name, createdAt: '2026-01-01T00:00:00Z' };
    const fake = fakeOf({
      images: [
        {
          ...add,
          id: 'a',
          createdAt: '2026-01-01T00:00:00.000000002Z',
          lastModified: '2026-01-02T00:00:00Z',
        },
        { ...add, id: 'b', createdAt: '2026-01-01T00:00:00.1Z', lastModified: '2026-01-01T00:00:00Z' },
        { ...add, id: 'c', lastModified: '2026-01-03T00:00:00Z' },
      ],
    });
    const order = async (orderBy: string): Promise<unknown> => {
      const { body } = await fake.send(`${images}?orderBy=${orderBy}`);
      return isPage(body) && body.images?.map(({ id }) => id).join('');
    };
    expect(await order('')).toBe('abc');
    expect(await order('created_at')).toBe('cab');
    expect(await order('created_at%20desc')).toBe('bac');
    expect(await order('last_modified')).toBe('bac');
    expect(await order('name')).toBe('abc');
  });

  it.each([
    `${images}/..%2F`,
    `${images}/%FF`,
    `${images}/a%00b`,
    `${images}/`,
    '/operations',
    '/operations/op-1:cancel',
    '/',
  ])('finds nothing at %s', async (path) => {
    expect(await fakeOf().send(path)).toMatchObject({ status: 404, body: { code: 5 } });
  });

  it.each([
    [`${images}?unknown=1`, 'unknown is not a parameter'],
    [`${images}?pageSize=1&pageSize=1`, 'pageSize is given more than once'],
    [`${images}/img-1?pageSize=1`, 'pageSize is not a parameter'],
    [`${images}/${'i'.repeat(51)}`, 'imageId must not have more than 50'],
    [`/operations/${'o'.repeat(51)}`, 'operationId must not have more than 50'],
  ])('refuses %s', async (path, message) => {
    const { status, body } = await fakeOf({ images: [{ name }] }).send(path);
    expect([status, body]).toMatchObject([
      400,
      { code: 3, message: expect.stringContaining(message), details: [{ fieldViolations: [{}] }] },
    ]);
  });

  it('answers other HTTP methods as what is not there', async () => {
    expect(await fakeOf().send(images, { method: 'POST' })).toMatchObject({ status: 404 });
  });

  it('ends a deletion when its time is up on the clock, and not before', async () => {
    const fake = fakeOf({ images: [{ name }, { name }], deletionMs: 5000 });
    const started = await fake.send(`${images}/img-1`, { method: 'DELETE' });
    expect(started).toMatchObject({ status: 200, body: { id: 'op-1', metadata: { imageId: 'img-1' } } });
    expect(started.body).not.toHaveProperty('done');
    await fake.clock.advance(4999);
    expect((await fake.send('/operations/op-1')).body).not.toHaveProperty('done');
    expect(fake.images()).toHaveLength(2);
    await fake.clock.advance(1);
    expect(fake.images().map(({ id }) => id)).toEqual(['img-2']);
    const { body } = await fake.send('/operations/op-1');
    expect(body).toMatchObject({ done: true, response: {}, modifiedAt: '2026-01-01T00:00:05.000Z' });
    expect(body).not.toHaveProperty('error');
  });

  it('answers with what is done already where a deletion takes no time', async () => {
    const fake = fakeOf({ images: [{ name }], deletionMs: 0 });
    const { body } = await fake.send(`${images}/img-1`, { method: 'DELETE' });
    expect(body).toMatchObject({ done: true, response: {} });
    expect(fake.images()).toEqual([]);
  });

  it('answers a repeated deletion with the same operation, by its key even when it is done', async () => {
    const fake = fakeOf({ images: [{ name }, { name }], deletionMs: 5 });
    const remove = async (id: string, key?: string): Promise<unknown> => {
      const headers = key === undefined ? {} : { 'idempotency-key': key };
      const { status, body } = await fake.send(`${images}/${id}`, { method: 'DELETE', headers });
      return status === 200 && 'id' in body ? body.id : status;
    };
    expect(await remove('img-1', 'k1')).toBe('op-1');
    expect([await remove('img-1', 'k2'), await remove('img-1')]).toEqual(['op-1', 'op-1']);
    expect(await remove('img-2', 'k1')).toBe(400);
    await fake.clock.advance(5);
    expect([await remove('img-1', 'k1'), await remove('img-1', 'k2')]).toEqual(['op-1', 'op-1']);
    expect(await remove('img-1')).toBe(404);
    expect(await remove('img-2', 'k3')).toBe('op-2');
  });

  it('asks for a bearer token only if it is told which is good', async () => {
    const good = new Set(['t1']);
    const fake = fakeOf({ acceptToken: (token) => good.has(token) });
    const statusWith = async (authorization?: string): Promise<number> =>
      (await fake.send(images, { headers: authorization === undefined ? {} : { authorization } })).status;
    expect([await statusWith('Bearer t1'), await statusWith('Bearer t2')]).toEqual([200, 401]);
    expect([await statusWith(), await statusWith('t1')]).toEqual([401, 401]);
    good.add('t2');
    expect(await statusWith('Bearer t2')).toBe(200);
    expect((await fakeOf().send(images)).status).toBe(200);
  });

  it('tells what came, and names each request', async () => {
    const fake = fakeOf({ pollIntervalSeconds: 3 });
    const first = await fake.send(`${images}?pageSize=5`, { headers: { 'user-agent': 'me' } });
    await fake.clock.advance(1000);
    const second = await fake.send('/operations/op-1');
    await fake.send('/elsewhere');
    expect(fake.requests).toMatchObject([
      { method: 'images.list', httpMethod: 'GET', path: `${images}?pageSize=5` },
      { method: 'operations.get', path: '/operations/op-1' },
      { method: undefined, path: '/elsewhere' },
    ]);
    expect(fake.requests[0]?.headers.get('user-agent')).toBe('me');
    expect((fake.requests[1]?.atMs ?? 0) - (fake.requests[0]?.atMs ?? 0)).toBe(1000);
    expect(first.headers.get('x-request-id')).toBe('request-1');
    expect(first.headers.get('x-operation-poll-interval')).toBeNull();
    expect(second.headers.get('x-server-trace-id')).toBe('trace-2');
    expect(second.headers.get('x-operation-poll-interval')).toBe('3');
  });

  it('gives copies: nobody changes an image by changing one', () => {
    const fake = fakeOf({ images: [{ name, tags: ['v1'] }] });
    fake.images()[0]?.tags.push('v2');
    fake.addImage({ name, tags: ['v3'] }).tags.push('v4');
    expect(fake.images().map(({ tags }) => tags)).toEqual([['v1'], ['v3']]);
  });

  it('is nowhere but where it is: operations of Yandex Cloud are on a host of their own', async () => {
    const fake = fakeOf({ baseUrl: 'https://container-registry.api.cloud.yandex.net/' });
    const statusOf = async (url: string): Promise<unknown> =>
      fake.clientOptions.fetch(new Request(url)).then(
        ({ status }) => status,
        (error: unknown) => error,
      );
    const operations = 'https://operation.api.cloud.yandex.net';
    expect(fake.clientOptions.operationsBaseUrl).toBe(operations);
    const { baseUrl: url } = fake.clientOptions;
    expect([await statusOf(url + images), await statusOf(operations + images)]).toEqual([200, 404]);
    const error = await statusOf(`https://elsewhere.test${images}`);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({
      cause: { message: expect.stringContaining('the fake is at https://con') },
    });
  });

  it('keeps a path of its base URL as a prefix', async () => {
    const fake = fakeOf({ baseUrl: `${baseUrl}/prefix/` });
    const statusOf = async (path: string): Promise<number> =>
      (await fake.clientOptions.fetch(new Request(baseUrl + path))).status;
    expect([await statusOf(`/prefix${images}`), await statusOf(images)]).toEqual([200, 404]);
  });

  it('does not answer a request that was aborted', async () => {
    const fake = fakeOf();
    const signal = AbortSignal.abort('enough');
    await expect(fake.send(images, { signal })).rejects.toBe('enough');
    expect(fake.requests).toEqual([]);
  });
});

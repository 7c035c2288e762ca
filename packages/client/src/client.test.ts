import { getEventListeners } from 'node:events';

import { httpStatusOf, statusCodeNumber, statusCodes } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import { collect } from '../test/collect.ts';
import { createClientOf, createScriptedService } from '../test/scripted-service.ts';
import { createVirtualClock } from '../test/test-clock.ts';
import { createTokenCredential } from './credentials/token.ts';
import { createImagesClient, DecodeError, InvalidArgumentError, type ImagesClient } from './index.ts';

const baseUrl = 'http://registry.test';
const image = { id: 'i1', name: 'team/app', digest: 'sha256:a', compressedSize: '12', tags: ['v1'] };

const calls: [string, (client: ImagesClient, signal: AbortSignal) => Promise<unknown>][] = [
  ['images.list', (client, signal) => collect(client.images.list({}, { signal }))],
  ['images.get', (client, signal) => client.images.get('i1', { signal })],
  ['images.delete', (client, signal) => client.images.delete('i1', { signal })],
  ['operations.get', (client, signal) => client.operations.get('o1', { signal })],
];

describe('createImagesClient', () => {
  it.each([
    [{ baseUrl: 'registry.test' }, 'baseUrl'],
    [{ baseUrl, operationsBaseUrl: 'ftp://registry.test' }, 'operationsBaseUrl'],
    [{ baseUrl, credential: { ...createTokenCredential('t1'), fixedToken: () => '' } }, 'credential'],
    [{ baseUrl, timeoutMs: 0 }, 'timeoutMs'],
    [{ baseUrl, retry: { maxAttempts: 0 } }, 'retry.maxAttempts'],
    [{ baseUrl, userAgent: 'a\r\nx-evil: 1' }, 'userAgent'],
    [{ baseUrl, userAgent: '' }, 'userAgent'],
  ])('refuses %j at once', (options, argument) => {
    expect(() => createImagesClient(options)).toThrow(InvalidArgumentError);
    expect(() => createImagesClient(options)).toThrow(expect.objectContaining({ argument }));
  });

  it('adds its user to the User-Agent', async () => {
    const service = createScriptedService(() => Response.json(image));
    await createClientOf(service, { userAgent: 'my-tool/1.2 (test)' }).images.get('i1');
    expect(service.requests[0]?.headers.get('user-agent')).toBe('registry-images-client my-tool/1.2 (test)');
  });

  it('asks for a token before each call, and shows it to both origins', async () => {
    const service = createScriptedService(
      () => Response.json({ id: 'o1' }),
      () => Response.json({ id: 'o1', done: true }),
    );
    let asked = 0;
    const client = createImagesClient({
      baseUrl,
      operationsBaseUrl: 'http://operations.test/v2/',
      fetch: service.fetch,
      credential: createTokenCredential(() => `t${(asked += 1)}`),
    });
    await (await client.images.delete('i1')).wait();
    expect(service.requests.map(({ url, headers }) => [url, headers.get('authorization')])).toEqual([
      ['http://registry.test/container-registry/v1/images/i1', 'Bearer t1'],
      ['http://operations.test/v2/operations/o1', 'Bearer t2'],
    ]);
  });

  it('keeps a path of the base URL', async () => {
    const service = createScriptedService(() => Response.json(image));
    await createClientOf(service, { baseUrl: `${baseUrl}/api/` }).images.get('i1');
    expect(service.requests[0]?.url).toBe(`${baseUrl}/api/container-registry/v1/images/i1`);
  });
});

describe('images.list', () => {
  it('writes the query as it was at the call, whatever becomes of it', async () => {
    const service = createScriptedService(
      () => Response.json({ images: [image], nextPageToken: 'a b&c' }),
      () => Response.json({}),
    );
    const query = {
      registryId: 'crp1',
      filterName: 'crp1/app',
      pageSize: 1,
      orderBy: [{ field: 'createdAt' as const }],
    };
    const pager = createClientOf(service).images.list(query);
    query.registryId = 'other';
    query.orderBy.pop();
    await expect(collect(pager)).resolves.toHaveLength(1);
    const common = {
      registryId: 'crp1',
      filter: 'name="crp1/app"',
      orderBy: 'created_at asc',
      pageSize: '1',
    };
    expect(service.requests.map(({ url }) => Object.fromEntries(new URL(url).searchParams))).toEqual([
      common,
      { ...common, pageToken: 'a b&c' },
    ]);
    expect(service.requests[0]?.url).toMatch(/^http:\/\/registry\.test\/container-registry\/v1\/images\?/);
  });

  it('asks for everything without a query', async () => {
    const service = createScriptedService(() => Response.json({}));
    await expect(collect(createClientOf(service).images.list())).resolves.toEqual([]);
    expect(service.requests[0]?.url).toBe('http://registry.test/container-registry/v1/images');
  });

  it('refuses a query at the call', () => {
    expect(() => createClientOf(createScriptedService()).images.list({ pageSize: 0 })).toThrow(
      InvalidArgumentError,
    );
  });

  it('stops between two pages when it is aborted', async () => {
    const service = createScriptedService(() => Response.json({ images: [image], nextPageToken: 'next' }));
    const controller = new AbortController();
    const walk = async (): Promise<void> => {
      for await (const { id } of createClientOf(service).images.list({}, { signal: controller.signal })) {
        controller.abort(`stopped at ${id}`);
      }
    };
    await expect(walk()).rejects.toBe('stopped at i1');
    expect(service.requests).toHaveLength(1);
  });
});

describe('images.list with prefetch', () => {
  it('asks ahead for one page, and for none once the walk has ended', async () => {
    const { signal } = new AbortController();
    const service = createScriptedService(
      () => Response.json({ images: [image], nextPageToken: 'second' }),
      () => Response.json({ images: [image, image], nextPageToken: 'third' }),
      () => new Promise<Response>(() => {}),
    );
    const pager = createClientOf(service).images.list({}, { prefetch: true, signal });
    await expect(pager.first(2)).resolves.toHaveLength(2);
    expect(service.requests).toHaveLength(3);
    expect(service.requests[2]?.signal.aborted).toBe(true);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('images.get', () => {
  it('gives an image with everything filled in', async () => {
    const service = createScriptedService(() => Response.json({ ...image, compressedSize: 12 }));
    await expect(createClientOf(service).images.get('i1')).resolves.toEqual({
      ...image,
      layers: [],
      createdAt: '',
      platforms: [],
    });
  });
});

describe('images.delete', () => {
  it('gives a handle that waits for the end', async () => {
    const service = createScriptedService(
      () => Response.json({ id: 'o1' }),
      () => Response.json({ code: 5 }, { status: 404 }),
      () => Response.json({ id: 'o1' }),
      () => Response.json({ id: 'o1', done: true, response: {} }),
    );
    const handle = await createClientOf(service, { clock: createVirtualClock() }).images.delete('i1');
    expect(handle).toMatchObject({ id: 'o1', imageId: 'i1' });
    await handle.wait();
    expect(service.requests.map(({ method }) => method)).toEqual(['DELETE', 'GET', 'GET', 'GET']);
  });

  it.each(['', '..', 'a/b'])('does not take an operation with the id %j that is not done', async (id) => {
    const service = createScriptedService(() => Response.json({ id }));
    const deletion = createClientOf(service).images.delete('i1');
    await expect(deletion).rejects.toThrow(DecodeError);
    await expect(deletion).rejects.toMatchObject({ pointer: '/id' });
  });

  it('makes an Idempotency-Key for each call, or takes one', async () => {
    const answers = Array.from({ length: 3 }, () => () => Response.json({ done: true }));
    const service = createScriptedService(...answers);
    const { images } = createClientOf(service);
    await images.delete('i1');
    await images.delete('i1');
    await images.delete('i1', { idempotencyKey: 'mine' });
    const [first, second, third] = service.requests.map(({ headers }) => headers.get('idempotency-key'));
    expect(first).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(second).not.toBe(first);
    expect(third).toBe('mine');
  });

  it.each(['', 'a b', 'a\r\nx-evil: 1', 'x'.repeat(129)])('refuses the key %j', async (idempotencyKey) => {
    const deletion = createClientOf(createScriptedService()).images.delete('i1', { idempotencyKey });
    await expect(deletion).rejects.toMatchObject({ argument: 'idempotencyKey' });
  });

  it('takes an operation without an id that is done', async () => {
    const service = createScriptedService(() => Response.json({ done: true }));
    const handle = await createClientOf(service).images.delete('i1');
    await expect(handle.wait()).resolves.toBeUndefined();
  });
});

describe('every call with an id', () => {
  it.each(['..', '.', '', 'a/b', 'a%2fb', 'a?b', 'x'.repeat(51)])('never sends %j', async (id) => {
    const service = createScriptedService();
    const { images, operations } = createClientOf(service);
    await expect(images.get(id)).rejects.toThrow(InvalidArgumentError);
    await expect(images.delete(id)).rejects.toThrow(InvalidArgumentError);
    await expect(operations.get(id)).rejects.toThrow(InvalidArgumentError);
    expect(service.requests).toEqual([]);
  });
});

describe.each(calls)('%s', (_name, call) => {
  const { signal } = new AbortController();

  it.each(statusCodes.filter((code) => code !== 'OK'))('rejects with an ApiError of %s', async (status) => {
    const httpStatus = httpStatusOf(status);
    const body = { code: statusCodeNumber(status), message: 'because', details: [{ reason: 'X' }] };
    const service = createScriptedService(() => Response.json(body, { status: httpStatus }));
    await expect(call(createClientOf(service), signal)).rejects.toMatchObject({
      code: 'API',
      status,
      httpStatus,
      serverMessage: 'because',
      details: [{ type: 'Other', detail: { reason: 'X' } }],
    });
  });

  it.each(['', '<html></html>', '"text"', '[]', 'null'])(
    'rejects with a DecodeError for %j',
    async (body) => {
      const service = createScriptedService(() => new Response(body));
      await expect(call(createClientOf(service), signal)).rejects.toThrow(DecodeError);
    },
  );

  it('sends nothing when it is aborted already', async () => {
    const service = createScriptedService();
    await expect(call(createClientOf(service), AbortSignal.abort('no'))).rejects.toBe('no');
    expect(service.requests).toEqual([]);
  });

  it('is repeated where the service is not there for a moment', async () => {
    const service = createScriptedService(
      () => new Response(null, { status: 503 }),
      () => Promise.reject(new Error('reset')),
      () => Response.json({ done: true }),
    );
    const attempts: number[] = [];
    const client = createClientOf(service, {
      retry: {},
      clock: createVirtualClock(),
      logger: (entry) => attempts.push(entry.attempts),
    });
    await call(client, signal);
    expect(attempts).toEqual([1, 2, 3]);
  });

  it('rejects with the reason when it is aborted meanwhile', async () => {
    const controller = new AbortController();
    const service = createScriptedService(() => {
      controller.abort('enough');
      return new Promise<Response>(() => {});
    });
    await expect(call(createClientOf(service), controller.signal)).rejects.toBe('enough');
    expect(service.requests[0]?.signal.aborted).toBe(true);
  });

  it('leaves nothing on a signal that 50 calls share', async () => {
    const shared = new AbortController();
    let most = 0;
    const answers = Array.from({ length: 50 }, (_item, index) => () => {
      most = Math.max(most, getEventListeners(shared.signal, 'abort').length);
      return index % 2 === 0 ? Response.json({ id: 'o1' }) : new Response(null, { status: 500 });
    });
    const client = createClientOf(createScriptedService(...answers));
    for (let count = 0; count < answers.length; count += 1) await call(client, shared.signal).catch(String);
    expect(most).toBe(1);
    expect(getEventListeners(shared.signal, 'abort')).toEqual([]);
  });
});

import { httpStatusOf, statusCodes } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import { createImagesClientOver } from '../../src/client.ts';
import { createTokenCredential } from '../../src/credentials/token.ts';
import { createImagesClient, type ImagesClient, type ImagesClientOptions } from '../../src/index.ts';
import {
  createFakeImageService,
  type FakeImageService,
  type FakeImageServiceOptions,
} from '../../src/testing/index.ts';
import { collect } from '../collect.ts';
import { createPlainTransport } from './plain-transport.ts';

const name = 'crp1/team/app';
const badGateway = (): Response => new Response('<html>Bad gateway</html>', { status: 502 });
const once = { retry: { maxAttempts: 1 } };

const makers: readonly [name: string, createClient: (options: ImagesClientOptions) => ImagesClient][] = [
  ['openapi-fetch', createImagesClient],
  ['a transport without openapi-fetch', (options) => createImagesClientOver(createPlainTransport, options)],
];

describe.each(makers)('a client over %s and a fake with faults', (_name, createClient) => {
  function setUp(options: FakeImageServiceOptions = {}): ImagesClient & {
    readonly fake: FakeImageService;
    readonly elapsedMs: () => number;
  } {
    const fake = createFakeImageService({ images: [{ name }, { name }, { name }], ...options });
    const startMs = fake.clock.now();
    return { fake, ...createClient(fake.clientOptions), elapsedMs: () => fake.clock.now() - startMs };
  }

  it.each(statusCodes.filter((status) => status !== 'OK'))(
    'says %s as the contract has it',
    async (status) => {
      const { fake, images } = setUp();
      const detail = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'TOLD', domain: 'fake' };
      fake.inject({ kind: 'refusal', status, message: 'Told to.', details: [detail] });
      await expect(images.get('img-1', once)).rejects.toMatchObject({
        code: 'API',
        status,
        httpStatus: httpStatusOf(status),
        serverMessage: 'Told to.',
        details: [{ type: 'ErrorInfo', reason: 'TOLD', domain: 'fake' }],
        requestId: 'request-1',
        serverTraceId: 'trace-1',
        attempts: 1,
      });
      expect(fake.clock.sleeping()).toBe(0);
    },
  );

  it('comes back when it may', async () => {
    const { fake, images, elapsedMs } = setUp();
    fake.inject({ kind: 'refusal', status: 'RESOURCE_EXHAUSTED', retryAfterSeconds: 7, times: 2 });
    await expect(images.get('img-1')).resolves.toMatchObject({ id: 'img-1' });
    expect(fake.requests).toHaveLength(3);
    expect(elapsedMs()).toBeGreaterThanOrEqual(14_000);
  });

  it('fails only in an outage, and works after it', async () => {
    const { fake, images } = setUp();
    const end = fake.inject({ kind: 'refused', times: Infinity });
    await expect(images.get('img-1')).rejects.toMatchObject({ code: 'CONNECTION', attempts: 4 });
    end();
    await expect(images.get('img-1')).resolves.toMatchObject({ id: 'img-1' });
  });

  it('takes an answer that is cut anywhere for none, and asks again', async () => {
    const { fake, images } = setUp();
    const whole = JSON.stringify(await images.get('img-1'));
    for (let bytes = 0; bytes < 200; bytes += 20) {
      fake.inject({ kind: 'cut', bytes });
      await expect(images.get('img-1', once)).rejects.toMatchObject({ code: 'CONNECTION', httpStatus: 200 });
      fake.inject({ kind: 'cut', bytes });
      expect(JSON.stringify(await images.get('img-1'))).toBe(whole);
    }
    fake.inject({ kind: 'cut' });
    await expect(images.get('img-1', once)).rejects.toMatchObject({ code: 'CONNECTION' });
  });

  it('deletes once though the answer got lost', async () => {
    const { fake, images } = setUp();
    fake.inject({ kind: 'lost', on: 'images.delete' });
    const deletion = await images.delete('img-1');
    await deletion.wait();
    const keys = fake.requests
      .filter(({ method }) => method === 'images.delete')
      .map(({ headers }) => headers.get('idempotency-key'));
    expect([keys.length, new Set(keys).size, deletion.id]).toEqual([2, 1, 'op-1']);
    expect(fake.images().map(({ id }) => id)).toEqual(['img-2', 'img-3']);
  });

  it.each(['headers', 'body'] as const)('gives up waiting for the %s', async (before) => {
    const { fake, images, elapsedMs } = setUp();
    fake.inject({ kind: 'hang', before });
    await expect(images.get('img-1', { timeoutMs: 3000 })).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect([elapsedMs(), fake.clock.sleeping()]).toEqual([3000, 0]);
    fake.inject({ kind: 'hang', before });
    const controller = new AbortController();
    const pending = images.get('img-1', { signal: controller.signal });
    controller.abort('enough');
    await expect(pending).rejects.toBe('enough');
    expect(fake.clock.sleeping()).toBe(0);
  });

  it('waits for a slow answer', async () => {
    const { fake, images, elapsedMs } = setUp();
    fake.inject({ kind: 'delay', ms: 2500 });
    await expect(images.get('img-1')).resolves.toMatchObject({ id: 'img-1' });
    expect(elapsedMs()).toBe(2500);
    fake.inject({ kind: 'delay', ms: 2500 });
    await expect(images.get('img-1', { timeoutMs: 2000 })).rejects.toMatchObject({ code: 'TIMEOUT' });
  });

  it('reads the page of a proxy as what it stands for', async () => {
    const { fake, images } = setUp();
    fake.inject({ kind: 'answer', answer: badGateway, times: 2 });
    await expect(images.get('img-1', once)).rejects.toMatchObject({ status: 'UNAVAILABLE', httpStatus: 502 });
    await expect(images.get('img-1')).resolves.toMatchObject({ id: 'img-1' });
  });

  it('walks past empty pages, and goes on from a page that failed', async () => {
    const { fake, images } = setUp();
    fake.inject({ kind: 'emptyPage' });
    fake.inject({ kind: 'emptyPage', after: 1, times: 2 });
    const sizes = (await collect(images.list({ pageSize: 1 }).byPage())).map((page) => page.images.length);
    expect(sizes).toEqual([0, 1, 0, 0, 1, 1]);

    fake.inject({ kind: 'refusal', status: 'INTERNAL', on: 'images.list', after: 2 });
    const seen: string[] = [];
    let last = '';
    const walk = async (pageToken: string): Promise<void> => {
      for await (const page of images.list({ pageSize: 1 }).byPage({ pageToken })) {
        seen.push(...page.images.map(({ id }) => id));
        last = page.nextPageToken;
      }
    };
    await expect(walk('')).rejects.toMatchObject({ status: 'INTERNAL' });
    await walk(last);
    expect(seen).toEqual(['img-1', 'img-2', 'img-3']);
  });

  it('waits as long as a deletion takes, as often as it is asked to', async () => {
    const { fake, images, elapsedMs } = setUp({ deletionMs: 60_000, pollIntervalSeconds: 20 });
    await (await images.delete('img-1')).wait();
    expect(fake.requests.map(({ method }) => method)).toEqual([
      'images.delete',
      ...Array.from({ length: 4 }, () => 'operations.get'),
    ]);
    expect(elapsedMs()).toBe(60_000);
  });

  it('gives a replica time to know the operation', async () => {
    const { fake, images } = setUp();
    const unknown = { kind: 'refusal', status: 'NOT_FOUND', on: 'operations.get' } as const;
    fake.inject({ ...unknown, times: 3 });
    await (await images.delete('img-1')).wait();
    fake.inject({ ...unknown, times: 4 });
    await expect((await images.delete('img-2')).wait()).rejects.toMatchObject({ status: 'NOT_FOUND' });
  });

  it.each([false, true])('learns that a deletion failed (error before done: %s)', async (errorBeforeDone) => {
    const { fake, images } = setUp();
    fake.inject({
      kind: 'failedDeletion',
      status: 'FAILED_PRECONDITION',
      message: 'In use.',
      errorBeforeDone,
    });
    const deletion = await images.delete('img-1');
    const seen: string[] = [];
    const wait = deletion.wait({ onProgress: ({ done, error }) => seen.push(`${done} ${error?.code}`) });
    await expect(wait).rejects.toMatchObject({
      code: 'OPERATION_FAILED',
      status: 'FAILED_PRECONDITION',
      serverMessage: 'In use.',
    });
    expect([seen[0], seen.at(-1)]).toEqual([errorBeforeDone ? 'false 9' : 'false undefined', 'true 9']);
    expect(fake.images()).toHaveLength(3);
  });

  it('leaves a deletion running that takes too long, and finds it again', async () => {
    const { fake, images, operations } = setUp({ deletionMs: 3_600_000 });
    const deletion = await images.delete('img-1');
    await expect(deletion.wait()).rejects.toMatchObject({ code: 'OPERATION_TIMEOUT', operationId: 'op-1' });
    await fake.clock.advance(3_600_000);
    await operations.resume(deletion.toJSON()).wait();
    expect(fake.images()).toHaveLength(2);
  });

  it('asks for another token when one is refused', async () => {
    const fake = createFakeImageService({ acceptToken: (token) => token === 't2', images: [{ name }] });
    const asked: unknown[] = [];
    const { images } = createClient({
      ...fake.clientOptions,
      credential: createTokenCredential(({ rejected }) => {
        asked.push(rejected);
        return rejected === undefined ? 't1' : 't2';
      }),
    });
    await expect(images.get('img-1')).resolves.toMatchObject({ id: 'img-1' });
    expect(asked).toEqual([undefined, 't1']);
  });
});

import { refusingOrigin } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { failing } from '../../test/failing.ts';
import { oddRegistry } from '../../test/odd-registry.ts';
import { createPausingClock, endlessMs } from '../../test/pausing-clock.ts';
import { createExchange, type Outgoing } from './exchange.ts';

const secret: Outgoing = {
  method: 'GET',
  url: new URL('https://storage.example/blob?signature=hunter2'),
  headers: {},
  maxBytes: 10,
  signal: undefined,
};

function exchangeWith(fetch: (request: Request) => Promise<Response>) {
  return createExchange({ fetch, userAgent: 'test/1.0', timeoutMs: endlessMs, clock: createPausingClock() });
}

describe('createExchange', () => {
  it('says who asks, wants the bytes as they are, and follows nothing', async () => {
    const exchange = exchangeWith(async ({ method, headers, redirect }) => {
      const said = [headers.get('user-agent'), headers.get('accept-encoding'), redirect];
      expect([method, ...said]).toEqual(['GET', 'test/1.0', 'identity', 'manual']);
      return new Response('{}', { status: 201 });
    });
    expect(await exchange(secret)).toMatchObject({ status: 201, body: Buffer.from('{}') });
  });

  it('hides the query in every error', async () => {
    const url = 'https://storage.example/blob';
    const broken = exchangeWith(() =>
      Promise.reject(new TypeError('fetch failed', { cause: new Error('reset') })),
    );
    await expect(broken(secret)).rejects.toThrow(failing('UNREACHABLE', { url }));
    await expect(broken(secret)).rejects.toThrow(
      /^GET https:\/\/storage\.example\/blob: no whole answer \(reset\)\.$/,
    );
    const huge = exchangeWith(() => Promise.resolve(new Response('x'.repeat(11))));
    await expect(huge(secret)).rejects.toThrow(
      failing('TOO_LARGE', { url, message: expect.not.stringContaining('hunter2') }),
    );
  });

  it('reads no further than it may, whatever is announced', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(8));
      },
    });
    const exchange = exchangeWith(() => Promise.resolve(new Response(endless)));
    await expect(exchange(secret)).rejects.toThrow(failing('TOO_LARGE'));
    expect(pulled).toBeLessThan(5);
  });

  it('cuts the body of a refusal', async () => {
    const exchange = exchangeWith(() => Promise.resolve(new Response('x'.repeat(100_000), { status: 500 })));
    expect((await exchange(secret)).body).toHaveLength(65_536);
  });

  it('gives up when the time is up, even where nobody listens to it', async () => {
    const deaf = createExchange({
      fetch: () => new Promise(() => undefined),
      userAgent: 'test/1.0',
      timeoutMs: 20,
      clock: createPausingClock(),
    });
    await expect(deaf(secret)).rejects.toThrow(failing('TIMEOUT'));
  });

  it('stops where it is told to, with the reason, and lets go of the connection', async () => {
    const controller = new AbortController();
    let seen: AbortSignal | undefined;
    const exchange = exchangeWith((request) => {
      seen = request.signal;
      controller.abort(new Error('enough'));
      return new Promise(() => undefined);
    });
    await expect(exchange({ ...secret, signal: controller.signal })).rejects.toThrow('enough');
    expect(seen?.aborted).toBe(true);
    await expect(exchange({ ...secret, signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow(
      'before',
    );
  });

  it('takes a body that breaks off for no answer, and tries again', async () => {
    const { registry, requests } = await oddRegistry({
      'GET /v2/': [
        (response) => {
          response.writeHead(200, { 'content-length': '100' });
          response.write('{', () => response.destroy());
        },
        (response) => void response.destroy(),
        { body: {} },
      ],
    });
    await registry.ping();
    expect(requests).toHaveLength(3);
  });

  it('says where nobody listens', async () => {
    const url = await refusingOrigin();
    const { registry } = await oddRegistry({}, { url });
    await expect(registry.ping()).rejects.toThrow(failing('UNREACHABLE', { url: `${url}/v2/` }));
    await expect(registry.ping()).rejects.toThrow('ECONNREFUSED');
  });
});

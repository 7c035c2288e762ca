import { inspect } from 'node:util';

import { describe, expect, it } from 'vitest';

import { createScriptedService, type ScriptedService } from '../test/scripted-service.ts';
import { createStoppedClock } from '../test/test-clock.ts';
import { ApiError } from './errors/api-error.ts';
import { ConnectionError } from './errors/connection-error.ts';
import { DecodeError } from './errors/decode-error.ts';
import { TimeoutError } from './errors/timeout-error.ts';
import { createExchange, type ExchangeSettings } from './exchange.ts';

const url = 'http://registry.test/images/i?pageToken=abc';

function exchangeOf(service: ScriptedService, settings: Partial<ExchangeSettings> = {}) {
  return createExchange({
    fetch: service.fetch,
    token: () => Promise.resolve('hunter2'),
    origins: new Set(['http://registry.test']),
    userAgent: 'test-agent',
    timeoutMs: 30_000,
    clock: createStoppedClock(),
    ...settings,
  });
}

describe('createExchange', () => {
  it('sends the token and its headers, and follows no redirect', async () => {
    const service = createScriptedService(() => new Response('body'));
    const response = await exchangeOf(service)(new Request(url, { method: 'DELETE' }), {});
    await expect(response.text()).resolves.toBe('body');
    const [sent] = service.requests;
    expect(sent).toMatchObject({ url, method: 'DELETE', redirect: 'error' });
    expect(Object.fromEntries(sent?.headers ?? [])).toEqual({
      accept: 'application/json',
      authorization: 'Bearer hunter2',
      'user-agent': 'test-agent',
    });
  });

  it.each(['http://registry.test:81/', 'https://registry.test/', 'http://registry.test.evil.test/'])(
    'does not show the token to %s',
    async (foreign) => {
      const service = createScriptedService(() => new Response('body'));
      await exchangeOf(service)(new Request(foreign), {});
      expect(service.requests[0]?.headers.has('authorization')).toBe(false);
    },
  );

  it('sends no Authorization without a token', async () => {
    const service = createScriptedService(() => new Response(null, { status: 204 }));
    const exchange = exchangeOf(service, { token: () => Promise.resolve(undefined) });
    await expect(exchange(new Request(url), {})).resolves.toMatchObject({ status: 204 });
    expect(service.requests[0]?.headers.has('authorization')).toBe(false);
  });

  it('takes what fetch throws for a broken connection, in words and with the cause', async () => {
    const refused = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' });
    const failures: [unknown, string][] = [
      [new TypeError('fetch failed', { cause: new Error('other side closed') }), 'other side closed'],
      [new TypeError('fetch failed', { cause: refused }), 'ECONNREFUSED'],
      [new TypeError('Failed to fetch'), 'Failed to fetch'],
      ['oops', 'fetch threw something that is not an error'],
    ];
    for (const [cause, reason] of failures) {
      const service = createScriptedService(() => Promise.reject(cause));
      const error: unknown = await exchangeOf(service)(new Request(url), {}).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error).toMatchObject({
        cause,
        message: `GET http://registry.test/images/i: no whole answer (${reason}). Check that the service runs and that the base URL is right.`,
      });
    }
  });

  it('lets a time of the call win over that of the client', async () => {
    const clock = createStoppedClock();
    const service = createScriptedService(() => new Promise(() => {}));
    const pending = exchangeOf(service, { clock })(new Request(url), { timeoutMs: 7 });
    expect(clock.slept).toEqual([7]);
    clock.wakeAll();
    await expect(pending).rejects.toThrow(TimeoutError);
    await expect(pending).rejects.toMatchObject({
      timeoutMs: 7,
      message: 'GET http://registry.test/images/i took longer than 7 ms.',
    });
  });

  it('counts the wait for the token, and passes it the signal', async () => {
    const clock = createStoppedClock();
    const service = createScriptedService();
    let seen: AbortSignal | undefined;
    const token = (signal: AbortSignal): Promise<string> => {
      seen = signal;
      return new Promise(() => {});
    };
    const pending = exchangeOf(service, { clock, token })(new Request(url), {});
    clock.wakeAll();
    await expect(pending).rejects.toThrow(TimeoutError);
    expect(seen?.aborted).toBe(true);
    expect(service.requests).toEqual([]);
  });

  it('refuses more than 32 MiB of success', async () => {
    const most = createScriptedService(() => new Response('x'.repeat(32 * 1024 * 1024)));
    await expect(exchangeOf(most)(new Request(url), {})).resolves.toBeInstanceOf(Response);
    const more = createScriptedService(() => new Response('x'.repeat(32 * 1024 * 1024 + 1)));
    await expect(exchangeOf(more)(new Request(url), {})).rejects.toThrow(DecodeError);
  });

  it('reads only the beginning of a huge error page', async () => {
    const huge = createScriptedService(() => new Response('x'.repeat(1024 * 1024), { status: 503 }));
    const failed = exchangeOf(huge)(new Request(url), {});
    await expect(failed).rejects.toThrow(ApiError);
    await expect(failed).rejects.toMatchObject({ status: 'UNAVAILABLE', httpStatus: 503 });
  });

  it('never shows the token in an error', async () => {
    const services = [
      createScriptedService(() => Promise.reject(new TypeError('fetch failed'))),
      createScriptedService(() => Response.json({ code: 16, message: 'who?' }, { status: 401 })),
      createScriptedService(() => new Response('x'.repeat(32 * 1024 * 1024 + 1))),
    ];
    for (const service of services) {
      const error: unknown = await exchangeOf(service)(new Request(url), {}).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(Error);
      expect(inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(error)).not.toContain(
        'hunter2',
      );
    }
  });
});

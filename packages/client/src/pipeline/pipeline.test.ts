import { setImmediate } from 'node:timers/promises';
import { inspect } from 'node:util';

import { describe, expect, it } from 'vitest';

import { createScriptedService, type ScriptedService } from '../../test/scripted-service.ts';
import { createStoppedClock, createVirtualClock } from '../../test/test-clock.ts';
import type { CallOptions, ResponseInfo } from '../call-options.ts';
import { ApiError } from '../errors/api-error.ts';
import { ConnectionError } from '../errors/connection-error.ts';
import { DecodeError } from '../errors/decode-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import type { LogEntry } from '../logger.ts';
import { defaultRetryPolicy } from '../retry-options.ts';
import { createPipeline, type PipelineSettings } from './pipeline.ts';

const url = 'http://registry.test/images/i?pageToken=abc';
const once = { maxAttempts: 1 };
const unavailable = (): Response => Response.json({ code: 14 }, { status: 503 });
const unavailableR1 = (): Response => new Response(null, { status: 503, headers: { 'x-request-id': 'r1' } });
const ok = (): Response => Response.json('body');
const hang = (): Promise<Response> => new Promise(() => {});

/** Sends one request, of which the answer is whatever JSON there is. */
function send(
  service: ScriptedService,
  options: CallOptions = {},
  settings: Partial<PipelineSettings> = {},
  httpMethod: 'GET' | 'DELETE' = 'GET',
): Promise<unknown> {
  const pipeline = createPipeline({
    fetch: service.fetch,
    credential: { description: 'a test', getToken: () => Promise.resolve('hunter2') },
    baseUrls: ['http://registry.test'],
    userAgent: 'test-agent',
    timeoutMs: 30_000,
    retry: defaultRetryPolicy,
    clock: createVirtualClock(),
    logger: undefined,
    telemetry: undefined,
    ...settings,
  });
  return pipeline(httpMethod, url, {
    method: 'images.get',
    options,
    decode: (json) => json,
    ...(httpMethod === 'DELETE' && { headers: { 'idempotency-key': 'key' } }),
  });
}

const errorOf = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

describe('createPipeline', () => {
  it('sends the token and its headers, and lets no redirect be followed', async () => {
    const service = createScriptedService(ok);
    await expect(send(service)).resolves.toBe('body');
    const [sent] = service.requests;
    expect(sent).toMatchObject({ url, method: 'GET', redirect: 'manual' });
    expect(Object.fromEntries(sent?.headers ?? [])).toEqual({
      authorization: 'Bearer hunter2',
      'user-agent': 'test-agent',
    });
  });

  it('sends the same Idempotency-Key with each attempt', async () => {
    const service = createScriptedService(unavailable, unavailable, ok);
    await send(service, {}, {}, 'DELETE');
    const keys = service.requests.map(({ headers }) => headers.get('idempotency-key'));
    expect(keys).toEqual(['key', 'key', 'key']);
  });

  it('takes what fetch throws for a broken connection, in words and with the cause', async () => {
    const refused = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' });
    const failures: [unknown, string][] = [
      [new TypeError('fetch failed', { cause: new Error('other side closed') }), 'other side closed'],
      [new TypeError('fetch failed', { cause: refused }), 'ECONNREFUSED'],
      [new TypeError('Failed to fetch'), 'Failed to fetch'],
      ['oops', 'fetch threw a non-error'],
    ];
    for (const [cause, reason] of failures) {
      const service = createScriptedService(() => Promise.reject(cause));
      const error = await errorOf(send(service, { retry: once }));
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error).toMatchObject({
        cause,
        attempts: 1,
        retryable: true,
        message: `GET http://registry.test/images/i: no whole answer (${reason}). Check that the service runs. Check the base URL.`,
      });
    }
  });

  it('says what it knows of the last answer, in errors and in responses', async () => {
    const facts = { attempts: 2, requestId: 'r2', serverTraceId: 't2' };
    const headers = { 'x-request-id': 'r2', 'x-server-trace-id': 't2' };
    const failing = createScriptedService(unavailableR1, () =>
      Response.json({ code: 5 }, { status: 404, headers }),
    );
    await expect(send(failing)).rejects.toMatchObject({ ...facts, httpStatus: 404, code: 'API' });
    const odd = createScriptedService(unavailableR1, () => new Response('<html>', { headers }));
    await expect(send(odd)).rejects.toMatchObject({ ...facts, httpStatus: 200, code: 'DECODE' });
    const broken = createScriptedService(
      () => new Response(null, { status: 503, headers }),
      () => Promise.reject(new Error('reset')),
    );
    await expect(send(broken, { retry: { maxAttempts: 2 } })).rejects.toMatchObject({
      attempts: 2,
      httpStatus: undefined,
      requestId: undefined,
    });
    const responses: ResponseInfo[] = [];
    const fine = createScriptedService(unavailableR1, () => Response.json('body', { headers }));
    await send(fine, { onResponse: (response) => responses.push(response) });
    expect(responses).toMatchObject([{ ...facts, httpStatus: 200 }]);
    expect(responses[0]?.headers.get('x-request-id')).toBe('r2');
  });

  it.each([301, 302, 303, 307, 308])('does not take or repeat a redirect (%d)', async (status) => {
    const service = createScriptedService(
      () => new Response('elsewhere', { status, headers: { location: 'http://evil.test/' } }),
    );
    const error = await errorOf(send(service));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ httpStatus: status, retryable: false, attempts: 1 });
  });

  it('lets a time of the call win over that of the client', async () => {
    const clock = createStoppedClock();
    const pending = send(createScriptedService(hang), { timeoutMs: 7 }, { clock });
    expect(clock.slept).toEqual([7]);
    clock.wakeAll();
    await expect(pending).rejects.toThrow(TimeoutError);
    await expect(pending).rejects.toMatchObject({
      timeoutMs: 7,
      message: 'GET http://registry.test/images/i took longer than 7 ms.',
    });
    expect(clock.sleeping()).toBe(0);
  });

  it('counts the wait for the token, and passes it the signal', async () => {
    const clock = createStoppedClock();
    const service = createScriptedService();
    let seen: AbortSignal | undefined;
    const credential = {
      description: 'slow',
      getToken({ signal }: { readonly signal: AbortSignal }): Promise<string> {
        seen = signal;
        return new Promise(() => {});
      },
    };
    const pending = send(service, { timeoutMs: 7 }, { clock, credential });
    clock.wakeAll();
    await expect(pending).rejects.toMatchObject({ code: 'TIMEOUT', attempts: 0 });
    expect(seen?.aborted).toBe(true);
    expect(service.requests).toEqual([]);
  });

  it('gives up on an attempt that hangs, and makes another', async () => {
    const clock = createVirtualClock();
    const service = createScriptedService(hang, ok);
    await expect(send(service, {}, { clock })).resolves.toBe('body');
    expect(clock.now()).toBe(15_000);
    expect(service.requests[0]?.signal.aborted).toBe(true);
  });

  it('keeps the time of the call over all attempts, and says what went wrong before', async () => {
    const clock = createVirtualClock();
    const service = createScriptedService(unavailable, hang, hang);
    const retry = { attemptTimeoutMs: 20_000, maxAttempts: 9 };
    const error = await errorOf(send(service, { retry }, { clock }));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ timeoutMs: 30_000, attempts: 3, cause: { code: 'TIMEOUT' } });
    expect(clock.now()).toBe(30_000);
  });

  it('does nothing with a token that comes after its attempt', async () => {
    const service = createScriptedService(ok);
    const { promise: late, resolve } = Promise.withResolvers<string>();
    const tokens = [late, Promise.resolve('hunter2')];
    const getToken = (): Promise<string> =>
      tokens.shift() ?? Promise.reject(new Error('Nobody expected this.'));
    const seen: ResponseInfo[] = [];
    const onResponse = (facts: ResponseInfo): void => void seen.push(facts);
    await expect(
      send(service, { onResponse }, { credential: { description: 'slow', getToken } }),
    ).resolves.toBe('body');
    resolve('late');
    await setImmediate();
    expect(service.requests.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer hunter2']);
    expect(seen).toMatchObject([{ attempts: 1 }]);
  });

  it('refuses more than 32 MiB of success', async () => {
    const most = createScriptedService(() => new Response(`"${'x'.repeat(32 * 1024 * 1024 - 2)}"`));
    await expect(send(most)).resolves.toHaveLength(32 * 1024 * 1024 - 2);
    const more = createScriptedService(() => new Response('x'.repeat(32 * 1024 * 1024 + 1)));
    await expect(send(more)).rejects.toThrow(DecodeError);
  });

  it('reads only the beginning of a huge error page', async () => {
    const huge = createScriptedService(() => new Response('x'.repeat(1024 * 1024), { status: 500 }));
    const failed = send(huge);
    await expect(failed).rejects.toThrow(ApiError);
    await expect(failed).rejects.toMatchObject({ status: 'UNKNOWN', httpStatus: 500 });
  });

  it('never shows the token, in errors and in log entries', async () => {
    const entries: LogEntry[] = [];
    const echo = { code: 9, message: 'not with Bearer hunter2', details: [{ header: 'hunter2' }] };
    const answers = [
      () => Promise.reject(new TypeError('fetch failed')),
      () => Response.json({ ...echo, code: 16 }, { status: 401, headers: { 'retry-after': '1' } }),
      () => Response.json(echo, { status: 400, headers: { authorization: 'Bearer hunter2' } }),
      () => new Response('x'.repeat(32 * 1024 * 1024 + 1)),
      () => Response.json('hunter2', { headers: { 'set-cookie': 'hunter2' } }),
      // As JSON may escape it.
      () => new Response(String.raw`{"code":9,"message":"Bearer hunter\u0032"}`, { status: 400 }),
      () => Response.json({ code: 9 }, { status: 400, headers: { 'x-request-id': 'Bearer hunter2' } }),
      () => Response.json({}, { headers: { 'x-server-trace-id': 'hunter2' } }),
      // JSON.parse quotes the beginning of what is none.
      () => new Response('Bearer hunter2'),
    ];
    for (const answer of answers) {
      const service = createScriptedService(answer);
      const result = await errorOf(
        send(service, { retry: once }, { logger: (entry) => entries.push(entry) }),
      );
      // What succeeds says what the service says.
      if (!(result instanceof Error)) continue;
      expect(inspect(result, { depth: 10, showHidden: true }) + JSON.stringify(result)).not.toContain(
        'hunter2',
      );
    }
    expect(entries).toHaveLength(answers.length);
    expect(inspect(entries, { depth: 10 })).not.toContain('hunter2');
  });
});

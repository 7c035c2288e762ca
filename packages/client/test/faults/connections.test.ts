import { refusingOrigin } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { createTokenCredential } from '../../src/credentials/token.ts';
import { createImagesClient } from '../../src/index.ts';
import { methods, runFault, type Answer } from './fault-run.ts';
import { head, serveBytes, whole } from './fault-server.ts';
import { createLimitClock } from './limit-clock.ts';

const ok = whole(200, '{"id":"o1","done":true}');
const chunked = head(200, { 'transfer-encoding': 'chunked' });

/** How far an answer comes before something happens. */
const phases: [string, bytes: string][] = [
  ['before the answer', ''],
  ['within the status line', 'HTTP/1.1 20'],
  ['within the headers', 'HTTP/1.1 200 OK\r\ncontent-ty'],
  ['before the body', head(200, { 'content-length': 23 })],
  ['within the body', `${head(200, { 'content-length': 23 })}{"id":`],
  ['before the first chunk', chunked],
  ['within a chunk', `${chunked}17\r\n{"id":`],
  ['before the last chunk', `${chunked}17\r\n{"id":"o1","done":true}\r\n`],
  ['within the body of an error', `${head(500, { 'content-length': 23 })}{"code":`],
];

/** Sends bytes, and lets something happen once they are on their way. */
const sendAnd =
  (bytes: string, next: (...of: Parameters<Answer>) => void): Answer =>
  (...of) => {
    of[0].write(bytes, () => next(...of));
  };

describe.each(methods)('%s', (_name, call) => {
  it.each(phases)('takes a reset %s for a broken connection, after four attempts', async (_when, bytes) => {
    const run = await runFault(
      call,
      sendAnd(bytes, (socket) => socket.resetAndDestroy()),
    );
    expect(run).toMatchObject({
      requests: 4,
      tookMs: 1750,
      result: { code: 'CONNECTION', attempts: 4, retryable: true },
    });
  });

  it.each(phases)('succeeds where only the first connection is reset %s', async (_when, bytes) => {
    const run = await runFault(call, (socket, _clock, _abort, request) => {
      if (request > 1) socket.end(ok);
      else socket.write(bytes, () => socket.resetAndDestroy());
    });
    expect(run).toMatchObject({ requests: 2, tookMs: 250 });
    expect(run.result).not.toBeInstanceOf(Error);
  });

  it.each(phases)('gives up in time where the answer hangs %s', async (_when, bytes) => {
    const run = await runFault(
      call,
      sendAnd(bytes, (_socket, clock) => clock.passLimit()),
    );
    expect(run).toMatchObject({
      requests: 2,
      tookMs: 30_000,
      result: { code: 'TIMEOUT', timeoutMs: 30_000, attempts: 2, cause: { timeoutMs: 15_000 } },
    });
  });

  it.each(phases)('ends at once when it is aborted while the answer hangs %s', async (_when, bytes) => {
    const run = await runFault(
      call,
      sendAnd(bytes, (_socket, _clock, abort) => abort()),
    );
    expect(run).toEqual({ requests: 1, tookMs: 0, result: 'enough' });
  });

  it('gives up in time where the TLS handshake hangs', async () => {
    const clock = createLimitClock();
    const server = await serveBytes(() => clock.passLimit());
    const baseUrl = server.baseUrl.replace('http:', 'https:');
    const client = createImagesClient({ baseUrl, clock, retry: { maxAttempts: 1 } });
    const failed = call(client, new AbortController().signal);
    await expect(failed).rejects.toMatchObject({ code: 'TIMEOUT', timeoutMs: 15_000, attempts: 1 });
    expect([clock.now(), clock.sleeping(), server.requests()]).toEqual([15_000, 0, 1]);
  });

  it('takes plain text in the TLS handshake for a broken connection', async () => {
    const clock = createLimitClock();
    const server = await serveBytes((socket) => socket.end(ok));
    const client = createImagesClient({ baseUrl: server.baseUrl.replace('http:', 'https:'), clock });
    const failed = call(client, new AbortController().signal);
    await expect(failed).rejects.toMatchObject({ code: 'CONNECTION', attempts: 4 });
    await server.allClosed();
    expect([clock.now(), clock.sleeping()]).toEqual([1750, 0]);
  });

  it('takes something else than HTTP for a broken connection', async () => {
    const run = await runFault(call, (socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'));
    expect(run).toMatchObject({ requests: 4, tookMs: 1750, result: { code: 'CONNECTION' } });
  });

  it('takes nobody listening for a broken connection', async () => {
    const clock = createLimitClock();
    const client = createImagesClient({ baseUrl: await refusingOrigin(), clock });
    const failed = call(client, new AbortController().signal);
    await expect(failed).rejects.toMatchObject({
      code: 'CONNECTION',
      attempts: 4,
      httpStatus: undefined,
      message: expect.stringContaining('ECONNREFUSED'),
    });
    expect([clock.now(), clock.sleeping()]).toEqual([1750, 0]);
  });

  it('gives up in time where the credential hangs', async () => {
    const clock = createLimitClock();
    const { promise: aborted, resolve } = Promise.withResolvers<void>();
    const client = createImagesClient({
      baseUrl: 'http://127.0.0.1:1',
      clock,
      credential: createTokenCredential(({ signal }) => {
        signal.addEventListener('abort', () => resolve());
        queueMicrotask(() => clock.passLimit());
        return new Promise(() => {});
      }),
    });
    const failed = call(client, new AbortController().signal);
    await expect(failed).rejects.toMatchObject({ code: 'TIMEOUT', timeoutMs: 30_000, attempts: 0 });
    await aborted;
    expect([clock.now(), clock.sleeping()]).toEqual([30_000, 0]);
  });
});

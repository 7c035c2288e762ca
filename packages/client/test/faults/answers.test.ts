import { gzipSync } from 'node:zlib';

import { httpStatusOf, statusCodeNumber, statusCodes } from '@registry-images/model';
import { describe, expect, it } from 'vitest';

import { methods, runFault, type Answer } from './fault-run.ts';
import { head, whole } from './fault-server.ts';

const page = '<html><body>Bad gateway</body></html>';
const mebibyte = 1024 * 1024;
/** Three pauses, each half of its bound, by the clock of these tests. */
const allPausesMs = 250 + 500 + 1000;

const send =
  (bytes: string | Uint8Array): Answer =>
  (socket) =>
    socket.end(bytes);

describe.each(methods)('%s', (_name, call) => {
  it.each(statusCodes.filter((code) => code !== 'OK'))('rejects with an ApiError of %s', async (status) => {
    const body = JSON.stringify({ code: statusCodeNumber(status), message: 'because' });
    const httpStatus = httpStatusOf(status);
    const run = await runFault(call, send(whole(httpStatus, body, { 'x-request-id': 'r' })));
    const attempts = status === 'UNAVAILABLE' ? 4 : 1;
    expect(run).toMatchObject({
      requests: attempts,
      tookMs: attempts === 1 ? 0 : allPausesMs,
      result: { code: 'API', status, httpStatus, serverMessage: 'because', requestId: 'r', attempts },
    });
  });

  it.each([
    [400, 'INVALID_ARGUMENT', 1],
    [401, 'UNAUTHENTICATED', 1],
    [403, 'PERMISSION_DENIED', 1],
    [404, 'NOT_FOUND', 1],
    [408, 'DEADLINE_EXCEEDED', 4],
    [409, 'ABORTED', 1],
    [429, 'RESOURCE_EXHAUSTED', 1],
    [499, 'CANCELLED', 1],
    [500, 'UNKNOWN', 1],
    [501, 'UNIMPLEMENTED', 1],
    [502, 'UNAVAILABLE', 4],
    [503, 'UNAVAILABLE', 4],
    [504, 'DEADLINE_EXCEEDED', 4],
  ])('takes the page of a proxy with %d for %s', async (httpStatus, status, attempts) => {
    const run = await runFault(call, send(whole(httpStatus, page)));
    expect(run).toMatchObject({ requests: attempts, result: { code: 'API', status, httpStatus, attempts } });
  });

  it.each([
    ['nothing', ''],
    ['a page', page],
    ['half of it', '{"id":"i1","na'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '5'],
    ['a wrong field', '{"id":5,"images":5}'],
    ['a wrong field within', '{"id":[],"images":[{"layers":[{"size":"x"}]}]}'],
  ])('rejects with a DecodeError for success with %s', async (_what, body) => {
    const run = await runFault(call, send(whole(200, body, { 'x-request-id': 'r' })));
    expect(run).toMatchObject({
      requests: 1,
      tookMs: 0,
      result: { code: 'DECODE', httpStatus: 200, requestId: 'r', attempts: 1 },
    });
  });
});

describe('a body', () => {
  const [, get] = methods[1] ?? [];
  if (!get) throw new Error('There is no images.get.');
  const body = JSON.stringify({ id: 'i1', name: 'team/app', tags: ['v1', 'latest'], compressedSize: '12' });
  const places = Array.from({ length: 20 }, (_place, index) => Math.floor((index * body.length) / 20));

  it.each(places)('that has a length and is cut after %d bytes is a broken connection', async (length) => {
    const bytes = head(200, { 'content-length': body.length }) + body.slice(0, length);
    await expect(runFault(get, send(bytes))).resolves.toMatchObject({
      requests: 4,
      tookMs: allPausesMs,
      result: { code: 'CONNECTION', httpStatus: 200, attempts: 4 },
    });
  });

  it.each(places)('in chunks that is cut after %d bytes is a broken connection', async (length) => {
    const chunk = length === 0 ? '' : `${length.toString(16)}\r\n${body.slice(0, length)}\r\n`;
    const run = await runFault(get, send(head(200, { 'transfer-encoding': 'chunked' }) + chunk));
    expect(run).toMatchObject({ requests: 4, result: { code: 'CONNECTION', attempts: 4 } });
  });

  it.each(places)('of an error that is cut after %d bytes is a broken connection', async (length) => {
    const bytes = head(404, { 'content-length': body.length }) + body.slice(0, length);
    const run = await runFault(get, send(bytes));
    expect(run).toMatchObject({ requests: 4, result: { code: 'CONNECTION', httpStatus: 404 } });
  });

  it.each([
    ['as it is', {}, (text: string) => text],
    ['compressed', { 'content-encoding': 'gzip' }, (text: string) => gzipSync(text)],
  ])('of 50 MiB of success, %s, is not read to its end', async (_how, headers, encode) => {
    const bytes = encode(`"${'x'.repeat(50 * mebibyte)}"`);
    const run = await runFault(get, (socket) => {
      socket.write(head(200, { ...headers, 'content-length': bytes.length }));
      socket.end(bytes);
    });
    expect(run).toMatchObject({ requests: 1, result: { code: 'DECODE', attempts: 1 } });
  });

  it('of 50 MiB of an error is not read to its end', async () => {
    const run = await runFault(get, send(whole(500, 'x'.repeat(50 * mebibyte))));
    expect(run).toMatchObject({ requests: 1, result: { code: 'API', httpStatus: 500, serverMessage: '' } });
  });

  it('that is compressed and broken is a broken connection', async () => {
    const broken = whole(200, 'this is not gzip', { 'content-encoding': 'gzip' });
    await expect(runFault(get, send(broken))).resolves.toMatchObject({
      requests: 4,
      result: { code: 'CONNECTION' },
    });
  });
});

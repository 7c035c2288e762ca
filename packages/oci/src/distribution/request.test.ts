import { startOddServer } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { failing } from '../../test/failing.ts';
import { oddRegistry, refusal } from '../../test/odd-registry.ts';
import { digestOf } from '../digest.ts';

const alice = { username: 'alice', password: 'wonderland' };
const bytes = Buffer.from('some bytes');
const blob = { digest: digestOf(bytes), size: bytes.length };
const blobLine = `GET /v2/app/blobs/${blob.digest}`;
const basic = { status: 401, headers: { 'www-authenticate': 'Basic realm="odd"' } };

describe('createSend', () => {
  it('tries again after one 500, as registries answer while somebody writes', async () => {
    const { registry, requests } = await oddRegistry({ 'GET /v2/': [refusal(500, 'UNKNOWN'), { body: {} }] });
    await registry.ping();
    expect(requests).toHaveLength(2);
  });

  it('waits as long as a registry asks for', async () => {
    const { registry, clock } = await oddRegistry({
      'GET /v2/': [
        refusal(429, 'TOOMANYREQUESTS', { 'retry-after': '7' }),
        refusal(503, 'UNAVAILABLE', { 'retry-after': 'Sun, 01 Nov 2026 12:00:20 GMT' }),
        { body: {} },
      ],
    });
    await registry.ping();
    expect(clock.pauses).toEqual([7000, 13_000]);
  });

  it('says what a registry asks for that is too long', async () => {
    const { registry, clock } = await oddRegistry({
      'GET /v2/': refusal(429, 'TOOMANYREQUESTS', { 'retry-after': '21600' }),
    });
    const facts = { retryAfterMs: 21_600_000, status: 429, reasons: [{ code: 'TOOMANYREQUESTS' }] };
    await expect(registry.ping()).rejects.toMatchObject(failing('RATE_LIMITED'));
    await expect(registry.ping()).rejects.toMatchObject(facts);
    expect(clock.pauses).toEqual([]);
  });

  it('gives up after three tries', async () => {
    const { registry, requests } = await oddRegistry({
      'GET /v2/': { status: 502, body: '<html>bad gateway' },
    });
    await expect(registry.ping()).rejects.toThrow(failing('UNREACHABLE', { status: 502, reasons: [] }));
    expect(requests).toHaveLength(3);
  });

  it('sends a deletion once', async () => {
    const line = `DELETE /v2/app/manifests/${blob.digest}`;
    const { registry, requests } = await oddRegistry({ [line]: refusal(503, 'UNAVAILABLE') });
    await expect(registry.deleteManifest('app', blob.digest)).rejects.toThrow(failing('UNREACHABLE'));
    expect(requests).toHaveLength(1);
  });

  it('follows a redirect within the registry with its credentials', async () => {
    const { registry, requests } = await oddRegistry(
      {
        [blobLine]: [basic, { status: 307, headers: { location: '/elsewhere?x=1' } }],
        'GET /elsewhere?x=1': { body: bytes },
      },
      { credentials: alice },
    );
    expect(await registry.blob('app', blob)).toEqual(bytes);
    expect(requests.at(-1)?.headers.authorization).toMatch(/^Basic /);
  });

  it('follows a redirect to another origin without them', async () => {
    const storage = await startOddServer({ 'GET /b?signature=s': { body: bytes } });
    const { registry, requests } = await oddRegistry(
      { [blobLine]: [basic, { status: 307, headers: { location: `${storage.origin}/b?signature=s` } }] },
      { credentials: alice },
    );
    expect(await registry.blob('app', blob)).toEqual(bytes);
    expect(requests.at(-1)?.headers.authorization).toMatch(/^Basic /);
    expect(storage.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it('does not tell another origin who asks, even if it wants to know', async () => {
    const storage = await startOddServer({ 'GET /b': basic });
    const { registry } = await oddRegistry(
      { [blobLine]: { status: 307, headers: { location: `${storage.origin}/b` } } },
      { credentials: alice },
    );
    await expect(registry.blob('app', blob)).rejects.toThrow(
      failing('UNAUTHORIZED', { url: `${storage.origin}/b` }),
    );
    expect(storage.requests).toHaveLength(1);
  });

  it('asks another origin for blobs alone', async () => {
    const other = await startOddServer({});
    const elsewhere = { status: 307, headers: { location: `${other.origin}/x` } };
    const { registry } = await oddRegistry({
      'GET /v2/': elsewhere,
      'GET /v2/app/tags/list?n=1000': elsewhere,
      'GET /v2/app/manifests/v1': elsewhere,
      [`DELETE /v2/app/manifests/${blob.digest}`]: elsewhere,
    });
    const unexpected = failing('UNEXPECTED_ANSWER');
    await expect(registry.ping()).rejects.toThrow(unexpected);
    await expect(registry.tags('app')).rejects.toThrow(unexpected);
    await expect(registry.manifest('app', 'v1')).rejects.toThrow(unexpected);
    await expect(registry.deleteManifest('app', blob.digest)).rejects.toThrow(unexpected);
    expect(other.requests).toEqual([]);
  });

  it('does not go round in circles', async () => {
    const { registry, requests } = await oddRegistry({
      [blobLine]: { status: 307, headers: { location: `/v2/app/blobs/${blob.digest}` } },
    });
    await expect(registry.blob('app', blob)).rejects.toThrow('more than 5 times');
    expect(requests).toHaveLength(6);
  });

  it.each([
    ['a page', 'text/html; charset=utf-8', '<h1>?</h1>'],
    ['a line', 'text/plain; charset=utf-8', '404 page not found\n'],
    ['JSON', 'application/json', '{"message":"no Route matched with those values"}'],
    ['nothing', 'application/json', ''],
  ])('does not take a 404 of a proxy for "not there" that answers %s', async (_what, type, body) => {
    const reply = { status: 404, headers: { 'content-type': type }, body };
    const { registry } = await oddRegistry({
      'GET /v2/app/tags/list?n=1000': reply,
      'GET /v2/app/manifests/v1': reply,
      [`DELETE /v2/app/manifests/${blob.digest}`]: reply,
    });
    const unexpected = failing('UNEXPECTED_ANSWER', {
      status: 404,
      message: expect.not.stringContaining('<'),
    });
    await expect(registry.tags('app')).rejects.toThrow(unexpected);
    await expect(registry.manifest('app', 'v1')).rejects.toThrow(unexpected);
    await expect(registry.deleteManifest('app', blob.digest)).rejects.toThrow(unexpected);
  });

  it('stops while it waits, with the reason', async () => {
    const controller = new AbortController();
    const { registry } = await oddRegistry(
      { 'GET /v2/': refusal(503, 'UNAVAILABLE') },
      {
        random: () => {
          controller.abort(new Error('enough'));
          return 0;
        },
      },
    );
    await expect(registry.ping({ signal: controller.signal })).rejects.toThrow('enough');
  });
});

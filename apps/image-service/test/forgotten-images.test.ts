import { digestOf, mediaTypes } from '@registry-images/oci';
import { startOddServer, type Reply } from '@registry-images/testing';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';

import { createDistributionSource } from '../src/source/distribution-source.ts';
import type { KnownRepository } from '../src/store/image-store.ts';
import { hastyClock } from './step-clock.ts';

const missing: Reply = { status: 404, body: { errors: [{ code: 'MANIFEST_UNKNOWN', message: '' }] } };

/** An image that says itself when it was built, and what a registry answers for it. */
function imageOf(text: string) {
  const config = {
    mediaType: mediaTypes.imageConfig,
    digest: digestOf(Buffer.from(text)),
    size: text.length,
  };
  const annotations = { 'org.opencontainers.image.created': '2026-10-01T00:00:00Z' };
  const mediaType = mediaTypes.manifest;
  const body = JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [], annotations });
  const reply: Reply = { headers: { 'content-type': mediaType }, body };
  return { digest: digestOf(Buffer.from(body)), reply };
}

const images = Array.from({ length: 120 }, (_, number) => imageOf(`image ${number}`));
const forgotten = images.map(({ digest }) => digest);
const nothing: KnownRepository = {
  tags: new Map(),
  manifests: new Set(),
  damaged: new Set(),
  unread: new Set(),
  children: new Map(),
  forgotten,
};

/** A repository without a tag, of which all that is forgotten is there again, or nothing. */
async function makeForgetful(isBack: boolean) {
  const server = await startOddServer({
    'GET /v2/app/tags/list?n=1000': { body: { name: 'app', tags: null } },
    ...Object.fromEntries(
      images.flatMap(({ digest, reply }) => [
        [`GET /v2/app/manifests/${digest}`, isBack ? reply : missing],
        [`GET /v2/app/referrers/${digest}`, { status: 404 }],
      ]),
    ),
  });
  const source = createDistributionSource({
    registryId: 'local',
    url: server.origin,
    logger: pino({ level: 'silent' }),
    clock: hastyClock,
  });
  const { signal } = new AbortController();
  return {
    read: () => source.repository('app').read(nothing, { signal }),
    asked: () =>
      forgotten.map((digest) => server.requests.filter(({ line }) => line.endsWith(digest)).length),
  };
}

describe('what a registry has lost', () => {
  it('is asked for in turn, a part at every look', async () => {
    const { read, asked } = await makeForgetful(false);
    const sums: number[] = [];
    for (let looks = 0; looks < 3; looks += 1) {
      expect(await read()).toBeUndefined();
      sums.push(asked().reduce((sum, count) => sum + count, 0));
    }
    expect(sums).toEqual([50, 100, 150]);
    // What went last is asked for each time; the third look came round to what the first had asked for of the others.
    expect(new Set(asked().slice(0, 10))).toEqual(new Set([3]));
    expect(new Set(asked().slice(10))).toEqual(new Set([1, 2]));
  });

  it('is asked for whole once some of it is back', async () => {
    const { read } = await makeForgetful(true);
    const found = (await read())?.manifests.map(({ digest }) => digest);
    expect(new Set(found)).toEqual(new Set(forgotten));
  });
});

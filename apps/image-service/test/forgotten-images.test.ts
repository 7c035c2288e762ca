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

const images = Array.from({ length: 125 }, (_, number) => imageOf(`image ${number}`));
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
    read: (isUrgent = false) => source.repository('app').read(nothing, { signal, isUrgent }),
    asked: () =>
      forgotten.map((digest) => server.requests.filter(({ line }) => line.endsWith(digest)).length),
  };
}

describe('what a registry has lost', () => {
  it.for([
    ['that somebody waits for', true, 4, 25],
    ['of a sweep', false, 24, 5],
  ] as const)('is asked for at every look %s, a part in turn', async ([, isUrgent, looks, newest]) => {
    const { read, asked } = await makeForgetful(false);
    for (let look = 0; look < looks; look += 1) expect(await read(isUrgent)).toBeUndefined();
    expect(asked()).toEqual(forgotten.map((_digest, index) => (index < newest ? looks : 1)));
  });

  it('is asked for whole once some of it is back', async () => {
    const { read } = await makeForgetful(true);
    const found = (await read())?.manifests.map(({ digest }) => digest);
    expect(new Set(found)).toEqual(new Set(forgotten));
  });
});

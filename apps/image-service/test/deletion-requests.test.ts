import { startOddServer } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { imageId } from '../src/store/image-id.ts';
import {
  imageOf,
  manifestLine,
  noApi,
  notModified,
  referrersLine,
  tagsLine,
  tagsOf,
} from './odd-registry.ts';
import { makeService, registrySource } from './service.ts';

describe('a deletion in a registry', () => {
  it('asks for a tag when it is accepted, and twice right before it deletes', async () => {
    const [lone, other] = [imageOf('lone'), imageOf('other')];
    const again = Array.from({ length: 20 }, () => notModified);
    const server = await startOddServer({
      'GET /v2/': {},
      [tagsLine]: tagsOf('v1', 'v2'),
      [manifestLine('v1')]: [lone.reply, ...again],
      [manifestLine('v2')]: [other.reply, ...again],
      [referrersLine(lone.digest)]: noApi,
      [referrersLine(other.digest)]: noApi,
      [`DELETE /v2/app/manifests/${lone.digest}`]: { status: 202 },
    });
    const service = await makeService({
      source: registrySource(server.origin, ['app']),
      isStarted: false,
    });
    await service.sync.refresh('local/app', new AbortController().signal);
    const askedBefore = server.requests.length;
    await service.delete(imageId('local/app', lone.digest));
    const asked = server.requests.slice(askedBefore).map(({ line }) => line);
    expect(asked.filter((line) => line === manifestLine('v2'))).toHaveLength(3);
    expect(asked.indexOf(`DELETE /v2/app/manifests/${lone.digest}`)).toBe(asked.length - 1);
  });
});

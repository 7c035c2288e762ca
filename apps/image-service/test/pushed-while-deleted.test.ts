import { describeWithTools, startRegistry } from '@registry-images/testing';
import { expect, it } from 'vitest';

import { imageId } from '../src/store/image-id.ts';
import { startProxy } from './registry-proxy.ts';
import { createPusher } from './registry-pusher.ts';
import { makeService, registrySource } from './service.ts';

const { signal } = new AbortController();

describeWithTools(
  ['docker-registry'],
  'an image that is pushed again after its deletion was accepted',
  () => {
    it.for([0, 10_000])('stays, where the clock of the registry is %i ms behind', async (behindMs) => {
      const registry = await startRegistry();
      const proxy = await startProxy(registry.url);
      const pusher = createPusher(registry.url);
      const service = await makeService({
        source: registrySource(proxy.url),
        isStarted: false,
      });
      const { digest } = await pusher.image('app', 'image', 'v1');
      await service.sync.refresh('local/app', signal);
      let isPushed = false;
      proxy.onRequest(async () => {
        if (isPushed || !service.operations.underWay(imageId('local/app', digest))) return;
        isPushed = true;
        await pusher.image('app', 'image', 'v1');
        const atMs = Date.now() - behindMs;
        service.sync.notify('local', [{ kind: 'push', repository: 'app', tag: 'v1', digest, atMs }]);
      });
      await expect(service.delete(imageId('local/app', digest))).rejects.toMatchObject({ status: 'ABORTED' });
      expect(isPushed).toBe(true);
      expect((await service.list()).map(({ tags }) => tags)).toEqual([['v1']]);
    });
  },
);

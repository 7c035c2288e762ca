import { describeWithTools, startRegistry } from '@registry-images/testing';
import pMap from 'p-map';
import { expect, it } from 'vitest';

import { startSyncedRegistry } from './synced-registry.ts';

describeWithTools(['docker-registry'], 'a registry that is not read whole at once', () => {
  it('is read to its end although it restarts in the middle, and nothing is forgotten meanwhile', async () => {
    const { registry, proxy, pusher, sync, clock, labels, sweep, stats } = await startSyncedRegistry();
    const names = Array.from({ length: 40 }, (_, index) => `app-${index}`);
    await pMap(names, (name) => pusher.image(name, name, 'v1'), { concurrency: 8 });
    let count = 0;
    proxy.onRequest(async () => {
      count += 1;
      if (count !== 60) return;
      proxy.sendTo('http://127.0.0.1:9');
      await registry.stop();
    });
    sync.start();
    await clock.waiting();
    expect(stats()).toMatchObject({ isSweeping: true, problem: expect.stringContaining('no whole answer') });
    expect(sync.isReady('local')).toBe(false);
    const already = labels().length;
    expect(already).toBeGreaterThan(0);
    expect(already).toBeLessThan(40);

    proxy.sendTo((await startRegistry({ data: registry.data })).url);
    while (!sync.isReady('local')) {
      await clock.waiting();
      clock.pass();
      await new Promise(setImmediate);
    }
    expect(labels()).toHaveLength(40);
    expect(stats()).toMatchObject({ sweeps: expect.any(Number), problem: undefined });

    proxy.sendTo('http://127.0.0.1:9');
    void sweep();
    await clock.waiting();
    expect(labels()).toHaveLength(40);
  });

  it('is as it was before, when the sync stops in the middle', async () => {
    const { proxy, pusher, sync, labels } = await startSyncedRegistry();
    for (const name of ['a', 'b', 'c']) await pusher.image(name, name, 'v1');
    const stopped = new Promise<void>((resolve) => {
      proxy.onRequest(async (line) => {
        if (line.includes('/manifests/')) resolve(sync.stop());
      });
    });
    sync.start();
    await stopped;
    expect(labels()).toEqual([]);
    expect(sync.isReady('local')).toBe(false);
  });

  it('shows at the next whole read what no event told of', async () => {
    const { pusher, sweep, labels, clock } = await startSyncedRegistry();
    await sweep();
    await pusher.image('app', 'x', 'v1');
    expect(labels()).toEqual([]);
    expect(await clock.waiting()).toBe(600_000);
    await sweep();
    expect(labels()).toEqual(['app:v1']);
  });
});

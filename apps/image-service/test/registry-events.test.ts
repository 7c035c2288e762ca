import { digestOf, type Descriptor } from '@registry-images/oci';
import { describeWithTools } from '@registry-images/testing';
import { expect, it } from 'vitest';

import type { RegistryEvent } from '../src/sync/events/registry-event.ts';
import { patience } from './patience.ts';
import { startSyncedRegistry } from './synced-registry.ts';

const pushed = (repository: string, tag: string, { digest }: Descriptor): RegistryEvent => ({
  kind: 'push',
  repository,
  tag,
  digest,
  atMs: Date.parse('2026-10-02T00:00:00Z'),
});

describeWithTools(['docker-registry'], 'an event of a registry', () => {
  it('has one tag read, however many there are', async () => {
    const { pusher, sweep, labels, notify, source, images } = await startSyncedRegistry();
    for (const tag of ['v1', 'v2', 'v3']) await pusher.image('app', tag, tag);
    await sweep();
    const before = source.requests;
    notify(pushed('app', 'v4', await pusher.image('app', 'v4', 'v4')));
    await expect.poll(labels, patience).toHaveLength(4);
    expect(source.requests - before).toBe(2);
    const newest = images().find(({ tags }) => tags.includes('v4'));
    expect(newest?.modifiedMs).toBe(Date.parse('2026-10-02T00:00:00Z'));
  });

  it('has a whole repository read that is new', async () => {
    const { pusher, sweep, labels, notify } = await startSyncedRegistry();
    await sweep();
    await pusher.image('app', 'one', 'v1');
    notify(pushed('app', 'v2', await pusher.image('app', 'two', 'v2')));
    await expect.poll(labels, patience).toEqual(['app:v1', 'app:v2']);
  });

  it('takes an image away that was deleted, with its tags', async () => {
    const { pusher, sweep, labels, notify } = await startSyncedRegistry();
    const { digest } = await pusher.image('app', 'one', 'v1', 'latest');
    await pusher.image('app', 'two', 'v2');
    await sweep();
    await pusher.remove('app', digest);
    notify({ kind: 'delete', repository: 'app', digest });
    await expect.poll(labels, patience).toEqual(['app:v2']);
  });

  it('is not believed: nothing was deleted, pushed or moved', async () => {
    const { pusher, sweep, labels, notify, stats } = await startSyncedRegistry();
    const { digest } = await pusher.image('app', 'one', 'v1');
    await sweep();
    const read = stats().repositoriesRead;
    notify(
      { kind: 'delete', repository: 'app', digest },
      { kind: 'delete', repository: 'app', tag: 'v1' },
      { kind: 'delete', repository: 'app', digest: digestOf(Buffer.from('a blob')) },
      { kind: 'push', repository: 'app', tag: 'v9' },
      { kind: 'push', repository: 'nowhere', tag: 'v1' },
      { kind: 'push', repository: '../etc', tag: 'v1' },
    );
    await expect.poll(() => stats().repositoriesRead, patience).toBeGreaterThan(read + 1);
    expect(labels()).toEqual(['app:v1']);
    expect(stats().events).toEqual({ accepted: 5, ignored: 1, dropped: 0 });
  });

  it('shows an image that was pushed without a tag', async () => {
    const { pusher, sweep, labels, notify } = await startSyncedRegistry();
    await pusher.image('app', 'one', 'v1');
    await sweep();
    const { digest } = await pusher.image('app', 'two');
    notify({ kind: 'push', repository: 'app', digest });
    await expect.poll(labels, patience).toEqual(['app:', 'app:v1']);
  });

  it('only has the repositories of a static list', async () => {
    const { pusher, sweep, labels, notify, stats } = await startSyncedRegistry(
      {},
      { repositories: ['app', 'missing'] },
    );
    await pusher.image('app', 'x', 'v1');
    await pusher.image('other', 'y', 'v1');
    await sweep();
    notify({ kind: 'push', repository: 'other', tag: 'v1' });
    await expect.poll(() => stats().repositoriesRead, patience).toBe(3);
    expect(labels()).toEqual(['app:v1']);
  });
});

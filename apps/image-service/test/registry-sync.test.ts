import { digestOf, mediaTypes, referrersTagOf, type Descriptor } from '@registry-images/oci';
import {
  describeWithTools,
  startRegistry,
  startTokenServer,
  type RegistryVariant,
} from '@registry-images/testing';
import pMap from 'p-map';
import { expect, it } from 'vitest';

import { imageId } from '../src/store/image-id.ts';
import type { RegistryEvent } from '../src/sync/events/registry-event.ts';
import { startProxy } from './registry-proxy.ts';
import { builtAt, createPusher } from './registry-pusher.ts';
import { makeSyncedSource } from './synced-source.ts';

/** For what happens soon, on a machine that has much else to do. */
const patience = { timeout: 10_000, interval: 20 };

/** A real registry behind a proxy, what pushes into it, and the source over the two. */
async function makeSynced(
  variant: RegistryVariant = {},
  settings: { repositories?: readonly string[] } = {},
) {
  const registry = await startRegistry(variant);
  const proxy = await startProxy(registry.url);
  const synced = makeSyncedSource({ kind: 'distribution', url: proxy.url, ...settings });
  const notify = (...events: RegistryEvent[]) => synced.sync.notify('local', events);
  return { ...synced, registry, proxy, notify, pusher: createPusher(registry.url) };
}

const pushed = (repository: string, tag: string, { digest }: Descriptor): RegistryEvent => ({
  kind: 'push',
  repository,
  tag,
  digest,
  atMs: Date.parse('2026-10-02T00:00:00Z'),
});

const platform = (architecture: string) => ({ platform: { architecture, os: 'linux' } });

describeWithTools(['docker-registry'], 'a registry in the index', () => {
  it('has every kind of image, each read once', async () => {
    const { pusher, sweep, labels, images, store, source } = await makeSynced();
    const amd64 = await pusher.image('team/app', 'amd64');
    const arm64 = await pusher.image('team/app', 'arm64');
    const attestation = await pusher.image('team/app', 'attestation');
    const attested = {
      ...attestation,
      ...platform('unknown'),
      annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
    };
    const index = await pusher.index(
      'team/app',
      [{ ...amd64, ...platform('amd64') }, { ...arm64, ...platform('arm64') }, attested],
      'v1',
      'latest',
    );
    await pusher.index('team/app', [index], 'nested');
    await pusher.image('base', 'base', '1', '1.0');

    await sweep();
    expect(labels()).toEqual(['base:1,1.0', 'team/app:latest,v1', 'team/app:nested']);
    const [base] = images();
    expect(base).toMatchObject({ createdMs: Date.parse(builtAt), mediaType: mediaTypes.manifest });
    expect(store.get(imageId('local/team/app', arm64.digest))?.tags).toEqual([]);
    // The catalog, the tags of two repositories, 5 tags, 3 children, 4 configurations, and one look for an API.
    // The index to which both tags and another index lead may be asked for twice, where they do at the same moment.
    expect([16, 17]).toContain(source.requests);

    const before = source.requests;
    await sweep();
    expect(source.requests - before).toBe(1 + 2 + 5 + 1);
    expect(labels()).toHaveLength(3);
  });

  it("has Docker's images, artifacts, signatures, and caches whose layers are no manifests", async () => {
    const { pusher, sweep, labels, images, proxy, logs } = await makeSynced();
    const image = await pusher.image('app', 'x', 'v1');
    const config = await pusher.blob('app', Buffer.from('{"created":"2026-09-01T00:00:00Z"}'));
    await pusher.manifest(
      'app',
      {
        schemaVersion: 2,
        mediaType: mediaTypes.dockerManifest,
        config: { ...config, mediaType: mediaTypes.dockerImageConfig },
        layers: [],
      },
      'docker',
    );
    const chart = await pusher.blob(
      'app',
      Buffer.from('no JSON'),
      'application/vnd.cncf.helm.config.v1+json',
    );
    await pusher.manifest(
      'app',
      { schemaVersion: 2, mediaType: mediaTypes.manifest, config: chart, layers: [] },
      'chart',
    );
    const layer = await pusher.blob('app', Buffer.from('cached'));
    await pusher.index('app', [layer], 'cache');
    const signature = await pusher.manifest('app', {
      schemaVersion: 2,
      mediaType: mediaTypes.manifest,
      artifactType: 'application/x.signature',
      config: await pusher.blob('app', Buffer.from('{}'), 'application/vnd.oci.empty.v1+json'),
      layers: [],
      subject: image,
    });
    await pusher.index('app', [signature], referrersTagOf(image.digest));

    await sweep();
    expect(labels()).toEqual(
      ['app:cache', 'app:chart', 'app:docker', 'app:v1', `app:${referrersTagOf(image.digest)}`].toSorted(),
    );
    const docker = images().find(({ tags }) => tags.includes('docker'));
    expect(docker?.createdMs).toBe(Date.parse('2026-09-01T00:00:00Z'));
    expect(proxy.requests.filter((line) => line.includes(chart.digest))).toEqual([]);
    expect(proxy.requests.filter((line) => line.includes(`manifests/${layer.digest}`))).toEqual([]);
    expect(logs.join('')).not.toContain('"level":40');
  });

  it('remembers the image whose tag moved away, until it has gone', async () => {
    const { pusher, sweep, labels } = await makeSynced();
    const { digest } = await pusher.image('app', 'one', 'latest');
    await sweep();
    await pusher.image('app', 'two', 'latest');
    await sweep();
    expect(labels()).toEqual(['app:', 'app:latest']);
    await pusher.remove('app', digest);
    await sweep();
    expect(labels()).toEqual(['app:', 'app:latest']);
    await sweep();
    expect(labels()).toEqual(['app:latest']);
  });

  it('has nothing of a repository that lost its last image', async () => {
    const { pusher, sweep, store } = await makeSynced();
    const { digest } = await pusher.image('app', 'one', 'v1');
    await sweep();
    await pusher.remove('app', digest);
    await sweep();
    await sweep();
    expect(store.hasRepository('local/app')).toBe(false);
    expect(store.counts('local')).toMatchObject({ repositories: 0, images: 0 });
  });

  it('is found through small pages of its catalog, with no more than 8 requests at once', async () => {
    const { pusher, sweep, store, proxy, logs } = await makeSynced({ maxCatalogEntries: 7 });
    const names = Array.from({ length: 100 }, (_, index) => `team-${index % 10}/app-${index}`);
    await pMap(names, (name) => pusher.image(name, name, 'v1'), { concurrency: 8 });
    await sweep();
    expect(store.counts('local')).toMatchObject({ repositories: 100, images: 100 });
    expect(proxy.mostAtOnce).toBeLessThanOrEqual(8);
    expect(proxy.mostAtOnce).toBeGreaterThan(4);
    expect(logs.join('')).toContain('"registry read"');
  });

  it('is read by a user with a password, and with no other', async () => {
    // What `htpasswd -B` makes of that password.
    const htpasswd = 'alice:$2y$05$abcdefghijklmnopqrstuuA0vov2GDneHB3.8.cv9UF9g.RdvScIW\n';
    const alice = { username: 'alice', password: 'wonderland' };
    const { url } = await startRegistry({ htpasswd });
    const authorization = `Basic ${Buffer.from('alice:wonderland').toString('base64')}`;
    await createPusher(url, { authorization }).image('app', 'x', 'v1');
    const right = makeSyncedSource({ kind: 'distribution', url, credentials: alice });
    await right.sweep();
    expect(right.labels()).toEqual(['app:v1']);

    const wrong = makeSyncedSource({
      kind: 'distribution',
      url,
      credentials: { ...alice, password: 'looking glass' },
    });
    await wrong.sweep();
    expect(wrong.sync.isReady('local')).toBe(false);
    expect(wrong.stats().problem).toContain('credentials');
    // It is not tried again soon: accounts are locked for that.
    expect(await wrong.clock.waiting()).toBe(600_000);
  });

  it('is read with tokens', async () => {
    const scopes = ['registry:catalog:*', 'repository:app:pull', 'repository:app:pull,push'];
    const alice = { username: 'alice', password: 'wonderland', scopes };
    const tokens = await startTokenServer([alice]);
    const registry = await startRegistry({ tokens });
    const basic = Buffer.from('alice:wonderland').toString('base64');
    const asked = await fetch(`${tokens.realm}?service=x&scope=repository:app:pull,push`, {
      headers: { authorization: `Basic ${basic}` },
    });
    const { token } = JSON.parse(await asked.text());
    await createPusher(registry.url, { authorization: `Bearer ${token}` }).image('app', 'x', 'v1');

    const { sweep, labels, sync } = makeSyncedSource({
      kind: 'distribution',
      url: registry.url,
      credentials: alice,
      realms: [tokens.origin],
    });
    await sweep();
    expect(labels()).toEqual(['app:v1']);
    expect(sync.isReady('local')).toBe(true);
  });

  it('is read to its end although it restarts in the middle, and nothing is forgotten meanwhile', async () => {
    const { registry, proxy, pusher, sync, clock, labels, sweep, stats } = await makeSynced();
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
    const { proxy, pusher, sync, labels } = await makeSynced();
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
    const { pusher, sweep, labels, clock } = await makeSynced();
    await sweep();
    await pusher.image('app', 'x', 'v1');
    expect(labels()).toEqual([]);
    expect(await clock.waiting()).toBe(600_000);
    await sweep();
    expect(labels()).toEqual(['app:v1']);
  });

  it('only has the repositories of a static list', async () => {
    const { pusher, sweep, labels, notify, stats } = await makeSynced(
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

describeWithTools(['docker-registry'], 'an event of a registry', () => {
  it('has one tag read, however many there are', async () => {
    const { pusher, sweep, labels, notify, source, images } = await makeSynced();
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
    const { pusher, sweep, labels, notify } = await makeSynced();
    await sweep();
    await pusher.image('app', 'one', 'v1');
    notify(pushed('app', 'v2', await pusher.image('app', 'two', 'v2')));
    await expect.poll(labels, patience).toEqual(['app:v1', 'app:v2']);
  });

  it('takes an image away that was deleted, with its tags', async () => {
    const { pusher, sweep, labels, notify } = await makeSynced();
    const { digest } = await pusher.image('app', 'one', 'v1', 'latest');
    await pusher.image('app', 'two', 'v2');
    await sweep();
    await pusher.remove('app', digest);
    notify({ kind: 'delete', repository: 'app', digest });
    await expect.poll(labels, patience).toEqual(['app:v2']);
  });

  it('is not believed: nothing was deleted, pushed or moved', async () => {
    const { pusher, sweep, labels, notify, stats } = await makeSynced();
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
    const { pusher, sweep, labels, notify } = await makeSynced();
    await pusher.image('app', 'one', 'v1');
    await sweep();
    const { digest } = await pusher.image('app', 'two');
    notify({ kind: 'push', repository: 'app', digest });
    await expect.poll(labels, patience).toEqual(['app:', 'app:v1']);
  });
});

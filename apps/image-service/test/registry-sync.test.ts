import { mediaTypes, referrersTagOf } from '@registry-images/oci';
import { describeWithTools } from '@registry-images/testing';
import pMap from 'p-map';
import { expect, it } from 'vitest';

import { imageId } from '../src/store/image-id.ts';
import { builtAt } from './registry-pusher.ts';
import { startSyncedRegistry } from './synced-registry.ts';

const platform = (architecture: string) => ({ platform: { architecture, os: 'linux' } });

describeWithTools(['docker-registry'], 'a registry in the index', () => {
  it('has every kind of image, each read once', async () => {
    const { pusher, sweep, labels, images, store, source } = await startSyncedRegistry();
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
    const { pusher, sweep, labels, images, proxy, logs } = await startSyncedRegistry();
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
    const { pusher, sweep, labels } = await startSyncedRegistry();
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
    const { pusher, sweep, store } = await startSyncedRegistry();
    const { digest } = await pusher.image('app', 'one', 'v1');
    await sweep();
    await pusher.remove('app', digest);
    await sweep();
    await sweep();
    expect(store.hasRepository('local/app')).toBe(false);
    expect(store.counts('local')).toMatchObject({ repositories: 0, images: 0 });
  });

  it('is found through small pages of its catalog, with no more than 8 requests at once', async () => {
    const { pusher, sweep, store, proxy, logs } = await startSyncedRegistry({ maxCatalogEntries: 7 });
    const names = Array.from({ length: 100 }, (_, index) => `team-${index % 10}/app-${index}`);
    await pMap(names, (name) => pusher.image(name, name, 'v1'), { concurrency: 8 });
    await sweep();
    expect(store.counts('local')).toMatchObject({ repositories: 100, images: 100 });
    expect(proxy.mostAtOnce).toBeLessThanOrEqual(8);
    expect(proxy.mostAtOnce).toBeGreaterThan(4);
    expect(logs.join('')).toContain('"registry read"');
  });
});

import { rename, symlink } from 'node:fs/promises';

import { mediaTypes } from '@registry-images/oci';
import { describeWithTools, startRegistry } from '@registry-images/testing';
import { expect, it } from 'vitest';

import type { PagePlace } from '../src/store/image-store.ts';
import { builtAt, createPusher } from './registry-pusher.ts';
import { makeSyncedSource } from './synced-source.ts';

const count = 3000;

describeWithTools(['docker-registry'], 'a registry of 3,000 repositories', () => {
  it('is read whole, through the pages of its catalog, and listed whole', { timeout: 120_000 }, async () => {
    const registry = await startRegistry({ maxCatalogEntries: 1000 });
    const pusher = createPusher(registry.url);
    const config = await pusher.blob('seed', Buffer.from('{}'), mediaTypes.imageConfig);
    // It says itself when it was built, which is a request less for each.
    const annotations = { 'org.opencontainers.image.created': builtAt };
    const document = { schemaVersion: 2, mediaType: mediaTypes.manifest, config, layers: [], annotations };
    const { digest } = await pusher.manifest('seed', document, 'v1');
    // One folder on the disk of the registry is all of them.
    const folder = `${registry.data}/docker/registry/v2/repositories`;
    const names = Array.from({ length: count }, (_, number) => `app-${String(number).padStart(4, '0')}`);
    await rename(`${folder}/seed`, `${registry.data}/seed`);
    await Promise.all(names.map((name) => symlink(`${registry.data}/seed`, `${folder}/${name}`)));

    const { sweep, store, sync, stats } = makeSyncedSource({ kind: 'distribution', url: registry.url });
    await sweep();
    expect(sync.isReady('local')).toBe(true);
    expect(stats()).toMatchObject({ errors: 0, repositoriesRead: count, neverRead: 0 });
    expect(store.counts('local')).toEqual({ repositories: count, images: count, untagged: 0, unread: 0 });

    const listed: string[] = [];
    const order = [{ field: 'created_at', descending: true }] as const;
    let after: PagePlace | undefined;
    do {
      const page = store.page({ registryIds: ['local'], order, limit: 1000, after });
      listed.push(...page.images.map(({ name }) => name));
      expect(page.images.every((image) => image.digest === digest)).toBe(true);
      after = page.next;
    } while (after);
    expect(listed.toSorted()).toEqual(names.map((name) => `local/${name}`));
  });
});

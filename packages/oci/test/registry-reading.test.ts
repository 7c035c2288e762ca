import { describeWithTools, startRegistry } from '@registry-images/testing';
import { expect, it } from 'vitest';

import {
  digestOf,
  mediaTypes,
  parseImageConfig,
  pushIndex,
  referrersTagOf,
  tagImage,
  type PulledManifest,
  type Registry,
} from '../src/index.ts';
import { failing } from './failing.ts';
import { clientOf, push, pushTwoPlatforms } from './push.ts';
import { emptyLayout, pushSample } from './sound-layout.ts';

const timeout = 60_000;

async function pulled(registry: Registry, repository: string, reference: string): Promise<PulledManifest> {
  const manifest = await registry.manifest(repository, reference);
  if (manifest === undefined || manifest === 'not-modified') throw new Error(`${reference} is not there.`);
  return manifest;
}

describeWithTools(['docker-registry', 'skopeo'], 'a registry that is read', () => {
  it('has what was pushed', { timeout }, async () => {
    const running = await startRegistry();
    const registry = clientOf(running);
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base', 'app');
    for (const tag of ['v1', 'latest', 'A'])
      await push(running, { layout, tag: 'v1', to: `team/app:${tag}` });

    await registry.ping();
    expect(await Array.fromAsync(registry.repositories())).toEqual(['team/app']);
    expect(await registry.tags('team/app')).toEqual(['A', 'latest', 'v1']);
    const { descriptor, bytes, content } = await pulled(registry, 'team/app', 'latest');
    expect(descriptor).toEqual(image);
    expect(await pulled(registry, 'team/app', image.digest)).toEqual({ descriptor, bytes, content });
    if (content.kind !== 'manifest') throw new Error('It is an image.');
    const config = await registry.blob('team/app', content.config);
    expect(parseImageConfig(config)).toMatchObject({
      architecture: 'amd64',
      created: '2026-11-01T12:00:00Z',
    });
    for (const layer of content.layers)
      expect(await registry.blob('team/app', layer)).toHaveLength(layer.size);
  });

  it('says what it does not have', { timeout }, async () => {
    const registry = clientOf(await startRegistry());
    const digest = digestOf(Buffer.from('nothing'));
    expect(await Array.fromAsync(registry.repositories())).toEqual([]);
    expect(await registry.tags('team/app')).toBeUndefined();
    expect(await registry.manifest('team/app', 'v1')).toBeUndefined();
    expect(await registry.manifest('team/app', digest)).toBeUndefined();
    expect(await registry.referrers('team/app', digest)).toEqual([]);
    expect(await registry.deleteManifest('team/app', digest)).toBe('not-found');
    await expect(registry.blob('team/app', { digest, size: 7 })).rejects.toThrow(failing('BLOB_NOT_FOUND'));
  });

  it(
    'sends nothing where the manifest is known, and the new one where a tag has moved',
    { timeout },
    async () => {
      const running = await startRegistry();
      const registry = clientOf(running);
      const layout = await emptyLayout();
      const old = await pushSample(layout, ['v1'], 'base', 'old');
      const recent = await pushSample(layout, ['v2'], 'base', 'recent');
      await push(running, { layout, tag: 'v1', to: 'app:latest' });
      expect(await registry.manifest('app', 'latest', { ifNoneMatch: old.digest })).toBe('not-modified');

      await push(running, { layout, tag: 'v2', to: 'app:latest' });
      const moved = await registry.manifest('app', 'latest', { ifNoneMatch: old.digest });
      expect(moved).toMatchObject({ descriptor: recent });
      expect(await registry.tags('app')).toEqual(['latest']);
      expect(await pulled(registry, 'app', old.digest)).toMatchObject({ descriptor: old });
    },
  );

  it('keeps an index and its children, which have no tags', { timeout }, async () => {
    const running = await startRegistry();
    const registry = clientOf(running);
    const layout = await emptyLayout();
    const { index, children } = await pushTwoPlatforms(layout, 'multi');
    await push(running, { layout, tag: 'multi', to: 'app:multi' });

    const { descriptor, content } = await pulled(registry, 'app', 'multi');
    expect(descriptor).toEqual(index);
    if (content.kind !== 'index') throw new Error('It is an index.');
    expect(content.manifests.map(({ platform }) => platform?.architecture)).toEqual(['amd64', 'arm64']);
    for (const child of children)
      expect(await pulled(registry, 'app', child.digest)).toMatchObject({ descriptor: child });
    expect(await registry.tags('app')).toEqual(['multi']);
  });

  it("has images in Docker's format under the digest that they were pushed with", { timeout }, async () => {
    const running = await startRegistry();
    const registry = clientOf(running);
    const layout = await emptyLayout();
    await pushSample(layout, ['v1'], 'base', 'app');
    await push(running, { layout, tag: 'v1', to: 'app:docker' }, '--format', 'v2s2');
    const { descriptor, content } = await pulled(registry, 'app', 'docker');
    expect(descriptor.mediaType).toBe(mediaTypes.dockerManifest);
    expect(content).toMatchObject({ kind: 'manifest', config: { mediaType: mediaTypes.dockerImageConfig } });
    expect(await registry.deleteManifest('app', descriptor.digest)).toBe('deleted');
  });

  it('lists referrers under a tag', { timeout }, async () => {
    const running = await startRegistry();
    const registry = clientOf(running);
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base');
    const signature = await pushSample(layout, ['signature'], 'signature');
    const platform = { architecture: 'unknown', os: 'unknown' };
    const tag = referrersTagOf(image.digest);
    await pushIndex(layout, { manifests: [{ descriptor: signature, platform }], tags: ['referrers'] });
    await push(running, { layout, tag: 'referrers', to: `app:${tag}` });
    expect(await registry.referrers('app', image.digest)).toMatchObject([signature]);
    expect(await registry.referrers('app', signature.digest)).toEqual([]);
  });

  it('lists its repositories in pages that it cuts itself', { timeout }, async () => {
    const running = await startRegistry({ maxCatalogEntries: 2 });
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base');
    await tagImage(layout, image.digest, 'v2');
    // Not the order of strings: a component of a path at a time.
    const names = ['a', 'a/b', 'a-b', 'a.c', 'b'];
    for (const name of names) await push(running, { layout, tag: 'v1', to: `${name}:v1` });
    expect(await Array.fromAsync(clientOf(running).repositories())).toEqual(names);
  });
});

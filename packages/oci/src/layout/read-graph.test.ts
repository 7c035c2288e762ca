import { rm, truncate, writeFile } from 'node:fs/promises';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import {
  blobPath,
  writeNestedIndex,
  writeRawDocument,
  writeRawIndex,
  writeSignature,
} from '../../test/raw-layout.ts';
import { sampleImage } from '../../test/sample-image.ts';
import type { Descriptor } from '../descriptor.ts';
import { digestOf } from '../digest.ts';
import { blobsOf, childrenOf, parentsOf, reachableBlobs } from '../graph/image-graph.ts';
import { readImageConfig, readManifest } from '../graph/read-manifest.ts';
import { mediaTypes } from '../media-type.ts';
import { createLayout, type ImageLayout } from './layout.ts';
import { readGraph } from './read-graph.ts';
import { pushImage, putImage, tagImage } from './write-image.ts';

const emptyLayout = async () => createLayout(await makeTemporaryFolder());
const enter = ({ folder }: ImageLayout, ...manifests: readonly Descriptor[]) =>
  writeRawIndex(folder, { schemaVersion: 2, manifests });

describe('readGraph', () => {
  it('reads nothing of an empty layout', async () => {
    const graph = await readGraph(await emptyLayout());
    expect(graph.entries).toEqual([]);
    expect(graph.nodes.size).toBe(0);
  });

  it('reads images, indexes and indexes of indexes', async () => {
    const layout = await emptyLayout();
    const images = [await putImage(layout, sampleImage('a')), await putImage(layout, sampleImage('b'))];
    const inner = await writeNestedIndex(layout.folder, images);
    const outer = await writeNestedIndex(layout.folder, [inner]);
    await enter(layout, outer);
    const { nodes } = await readGraph(layout);
    expect([...nodes.values()].map(({ content }) => content.kind)).toEqual([
      'index',
      'index',
      'manifest',
      'manifest',
    ]);
  });

  it('takes the layers in a BuildKit cache for blobs', async () => {
    const layout = await emptyLayout();
    const layer = {
      mediaType: mediaTypes.layerTarGzip,
      digest: await layout.putBlob(Buffer.from('layer')),
      size: 5,
    };
    const cache = await writeNestedIndex(layout.folder, [layer]);
    await enter(layout, cache);
    const graph = await readGraph(layout);
    expect(graph.nodes.get(layer.digest)?.content).toEqual({ kind: 'blob' });
    expect(blobsOf(graph, cache.digest)).toEqual([layer]);
  });

  it('takes what is missing or broken for data', async () => {
    const layout = await emptyLayout();
    const [missing, broken, huge, wrongSize, good] = await Promise.all(
      ['missing', 'broken', 'huge', 'wrong-size', 'good'].map((name) => putImage(layout, sampleImage(name))),
    );
    if (!missing || !broken || !huge || !wrongSize || !good) throw new Error('Five images were put.');
    const unknown = await writeRawDocument(
      layout.folder,
      'application/vnd.oci.artifact.manifest.v1+json',
      {},
    );
    await rm(blobPath(layout.folder, missing.digest));
    await writeFile(blobPath(layout.folder, broken.digest), 'x'.repeat(broken.size));
    await truncate(blobPath(layout.folder, huge.digest), 200 * 1024 * 1024);
    await enter(
      layout,
      missing,
      broken,
      { ...huge, size: 200 * 1024 * 1024 },
      { ...wrongSize, size: 7 },
      unknown,
      good,
    );

    const { nodes } = await readGraph(layout);
    expect(
      [...nodes.values()].map(({ content }) => ('error' in content ? content.error.code : content.kind)),
    ).toEqual([
      'missing',
      'DIGEST_MISMATCH',
      'TOO_LARGE',
      'SIZE_MISMATCH',
      'UNSUPPORTED_MEDIA_TYPE',
      'manifest',
    ]);
  });

  it('comes to an end where an index lists itself', async () => {
    const layout = await emptyLayout();
    const self = await writeNestedIndex(layout.folder, []);
    const looping = { schemaVersion: 2, manifests: [self] };
    await writeFile(blobPath(layout.folder, self.digest), JSON.stringify(looping));
    await enter(layout, self);
    expect((await readGraph(layout)).nodes.get(self.digest)?.content.kind).toBe('unreadable');
  });

  it('comes to an end where indexes are nested a thousand deep', async () => {
    const layout = await emptyLayout();
    const bottom = await putImage(layout, sampleImage('bottom'));
    let top = bottom;
    for (let depth = 0; depth < 1000; depth += 1) top = await writeNestedIndex(layout.folder, [top]);
    await enter(layout, top);
    const graph = await readGraph(layout);
    expect(graph.nodes.size).toBe(1001);
    expect(parentsOf(graph, bottom.digest)).toEqual([{ digest: top.digest, tags: [] }]);
    expect(blobsOf(graph, top.digest)).toHaveLength(2);
  });

  it('stops where it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(readGraph(await emptyLayout(), { signal })).rejects.toThrow('enough');
  });
});

describe('blobsOf', () => {
  it('lists the configuration and the layers, each once', async () => {
    const layout = await emptyLayout();
    const image = await pushImage(layout, { ...sampleImage('base', 'app', 'base'), tags: ['v1'] });
    const manifest = await readManifest(layout, image);
    if (manifest.kind !== 'manifest') throw new Error('An image was pushed.');
    const blobs = blobsOf(await readGraph(layout), image.digest);
    expect(blobs).toEqual([manifest.config, ...manifest.layers.slice(0, 2)]);
  });

  it('lists the blobs of all images of an index, in its order', async () => {
    const layout = await emptyLayout();
    const a = await putImage(layout, sampleImage('base', 'a'));
    const b = await putImage(layout, sampleImage('base', 'b'));
    const index = await writeNestedIndex(layout.folder, [a, b]);
    await enter(layout, index);
    const graph = await readGraph(layout);
    expect(blobsOf(graph, index.digest)).toEqual([
      ...blobsOf(graph, a.digest),
      ...blobsOf(graph, b.digest).filter(({ digest }) => digest !== blobsOf(graph, a.digest)[1]?.digest),
    ]);
  });
});

describe('childrenOf', () => {
  it('lists what an index lists, and nothing for an image', async () => {
    const layout = await emptyLayout();
    const image = await putImage(layout, sampleImage('a'));
    const index = await writeNestedIndex(layout.folder, [image]);
    await enter(layout, index);
    const graph = await readGraph(layout);
    expect(childrenOf(graph, index.digest).map(({ descriptor }) => descriptor)).toEqual([image]);
    expect(childrenOf(graph, image.digest)).toEqual([]);
  });
});

describe('parentsOf', () => {
  it('names the images of index.json that contain another, with their tags', async () => {
    const layout = await emptyLayout();
    const image = await putImage(layout, sampleImage('a'));
    const inner = await writeNestedIndex(layout.folder, [image]);
    const outer = await writeNestedIndex(layout.folder, [inner]);
    const other = await putImage(layout, sampleImage('b'));
    await enter(layout, outer, other, image);
    await tagImage(layout, outer.digest, 'v1');
    await tagImage(layout, outer.digest, 'v2');
    const graph = await readGraph(layout);
    const parents = [{ digest: outer.digest, tags: ['v1', 'v2'] }];
    expect(parentsOf(graph, image.digest)).toEqual(parents);
    expect(parentsOf(graph, inner.digest)).toEqual(parents);
    expect(parentsOf(graph, outer.digest)).toEqual([]);
    expect(parentsOf(graph, other.digest)).toEqual([]);
  });
});

describe('reachableBlobs', () => {
  it('does not count the subject of a manifest', async () => {
    const layout = await emptyLayout();
    const subject = await putImage(layout, sampleImage('a'));
    const signature = await writeSignature(layout, subject);
    await enter(layout, subject, signature);
    const reachable = reachableBlobs(await readGraph(layout), [signature.digest]);
    expect(reachable).toEqual(new Set([signature.digest, digestOf(Buffer.from('{}'))]));
  });
});

describe('readImageConfig', () => {
  it('reads the configuration of an image, and of nothing else', async () => {
    const layout = await emptyLayout();
    const manifest = await readManifest(layout, await putImage(layout, sampleImage('a')));
    if (manifest.kind !== 'manifest') throw new Error('An image was put.');
    expect(await readImageConfig(layout, manifest)).toMatchObject({
      os: 'linux',
      created: '2026-11-01T12:00:00Z',
    });
    const config = { ...manifest.config, mediaType: 'application/vnd.cncf.helm.config.v1+json' };
    expect(await readImageConfig(layout, { config })).toBeUndefined();
  });
});

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { failing } from '../../test/failing.ts';
import { sampleImage } from '../../test/sample-image.ts';
import { tagOf } from '../annotations.ts';
import { digestOf } from '../digest.ts';
import { tagsIn } from '../graph/image-graph.ts';
import { readManifest } from '../graph/read-manifest.ts';
import { mediaTypes } from '../media-type.ts';
import { createLayout, type ImageLayout } from './layout.ts';
import { pushImage, pushIndex, putImage, tagImage } from './write-image.ts';

const emptyLayout = async () => createLayout(await makeTemporaryFolder());
const images = async (layout: ImageLayout) =>
  (await layout.readIndex()).map(({ descriptor }) => [descriptor.digest, tagOf(descriptor)]);

describe('pushImage', () => {
  it('writes an image that can be read again', async () => {
    const layout = await emptyLayout();
    const content = sampleImage('base', 'app');
    const image = await pushImage(layout, { ...content, tags: ['v1', 'v2'] });
    expect(await images(layout)).toEqual([
      [image.digest, 'v1'],
      [image.digest, 'v2'],
    ]);
    const manifest = await readManifest(layout, image);
    if (manifest.kind !== 'manifest') throw new Error('An image was pushed.');
    expect(manifest.layers.map((layer) => layer.digest)).toEqual(
      content.layers.map((layer) => digestOf(layer.bytes)),
    );
    const config: unknown = JSON.parse(Buffer.from(await layout.readBlob(manifest.config)).toString());
    expect(config).toEqual({
      ...content.config,
      rootfs: { type: 'layers', diff_ids: content.layers.map((layer) => layer.diffId) },
    });
  });

  it('leaves the image that had the tag, untagged', async () => {
    const layout = await emptyLayout();
    const first = await pushImage(layout, { ...sampleImage('a'), tags: ['latest'] });
    const second = await pushImage(layout, { ...sampleImage('b'), tags: ['latest'] });
    expect(await images(layout)).toEqual([
      [first.digest, undefined],
      [second.digest, 'latest'],
    ]);
  });

  it('stands untagged without a tag, once', async () => {
    const layout = await emptyLayout();
    const image = await pushImage(layout, { ...sampleImage('a'), tags: [] });
    await pushImage(layout, { ...sampleImage('a'), tags: [] });
    expect(await images(layout)).toEqual([[image.digest, undefined]]);
  });

  it('writes nothing where a tag is wrong', async () => {
    const layout = await emptyLayout();
    const pushed = pushImage(layout, { ...sampleImage('a'), tags: ['v1', 'not a tag'] });
    await expect(pushed).rejects.toThrow(failing('INVALID_TAG'));
    expect(await layout.listBlobs('sha256')).toEqual([]);
  });

  it('does not write a manifest that nobody would read', async () => {
    const layout = await emptyLayout();
    const content = sampleImage('a');
    const config = { ...content.config, config: { Labels: { large: 'x'.repeat(9 * 1024 * 1024) } } };
    await expect(pushImage(layout, { ...content, config, tags: [] })).rejects.toThrow(failing('TOO_LARGE'));
    expect(await images(layout)).toEqual([]);
  });
});

describe('pushIndex', () => {
  const amd64 = { architecture: 'amd64', os: 'linux' };

  it('lists images by platform without entering them', async () => {
    const layout = await emptyLayout();
    const descriptor = await putImage(layout, sampleImage('a'));
    const annotations = { a: 'b' };
    const index = await pushIndex(layout, {
      manifests: [{ descriptor, platform: amd64 }],
      annotations,
      tags: ['v1'],
    });
    expect(await images(layout)).toEqual([[index.digest, 'v1']]);
    expect(await readManifest(layout, index)).toEqual({
      kind: 'index',
      mediaType: mediaTypes.index,
      manifests: [{ ...descriptor, platform: amd64 }],
      annotations,
    });
  });

  it('refuses a manifest that is not there', async () => {
    const layout = await emptyLayout();
    const descriptor = { mediaType: mediaTypes.manifest, digest: digestOf(Buffer.from('x')), size: 1 };
    const pushed = pushIndex(layout, { manifests: [{ descriptor, platform: amd64 }], tags: [] });
    await expect(pushed).rejects.toThrow(failing('BLOB_NOT_FOUND'));
    expect(await images(layout)).toEqual([]);
  });
});

describe('tagImage', () => {
  it('gives an image one more tag', async () => {
    const layout = await emptyLayout();
    const image = await pushImage(layout, { ...sampleImage('a'), tags: ['v1'] });
    await tagImage(layout, image.digest, 'v2');
    expect(tagsIn(await layout.readIndex(), image.digest)).toEqual(['v1', 'v2']);
  });

  it('tags an image that only an index lists', async () => {
    const layout = await emptyLayout();
    const image = await putImage(layout, sampleImage('a'));
    const platform = { architecture: 'amd64', os: 'linux' };
    await pushIndex(layout, { manifests: [{ descriptor: image, platform }], tags: ['v1'] });
    await tagImage(layout, image.digest, 'v1-amd64');
    expect(tagsIn(await layout.readIndex(), image.digest)).toEqual(['v1-amd64']);
  });

  it('refuses an image that is not there, and a name that is no tag', async () => {
    const layout = await emptyLayout();
    const digest = digestOf(Buffer.from('x'));
    await expect(tagImage(layout, digest, 'v1')).rejects.toThrow(failing('IMAGE_NOT_FOUND'));
    await expect(tagImage(layout, digest, '../v1')).rejects.toThrow(failing('INVALID_TAG'));
  });
});

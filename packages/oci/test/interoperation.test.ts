import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { describeWithTools, makeTemporaryFolder } from '@registry-images/testing';
import { expect, it } from 'vitest';

import {
  blobsOf,
  childrenOf,
  createLayout,
  deleteImage,
  openLayout,
  pushImage,
  pushIndex,
  putImage,
  readGraph,
  readImageConfig,
  tagImage,
  tagOf,
  type ImageLayout,
} from '../src/index.ts';
import { sampleImage } from './sample-image.ts';

const run = promisify(execFile);
const umoci = async (...args: readonly string[]) => (await run('umoci', [...args])).stdout;
const skopeo = async (...args: readonly string[]) =>
  (await run('skopeo', ['--insecure-policy', ...args])).stdout;
const inspect = async (folder: string, tag: string, ...flags: readonly string[]): Promise<unknown> =>
  JSON.parse(await skopeo('inspect', ...flags, `oci:${folder}:${tag}`));
const tagsOf = async (layout: ImageLayout) =>
  (await layout.readIndex()).map(({ descriptor }) => tagOf(descriptor));

/** A layout of ours: `v1` and `latest` are one image, `multi` an index of two. */
async function ourLayout() {
  const layout = await createLayout(await makeTemporaryFolder());
  const image = await pushImage(layout, { ...sampleImage('base', 'app'), tags: ['v1', 'latest'] });
  const content = sampleImage('base', 'arm');
  const config = { ...content.config, architecture: 'arm64', variant: 'v8' };
  const amd64 = {
    descriptor: await putImage(layout, sampleImage('base', 'amd')),
    platform: { architecture: 'amd64', os: 'linux' },
  };
  const arm64 = {
    descriptor: await putImage(layout, { ...content, config }),
    platform: { architecture: 'arm64', os: 'linux', variant: 'v8' },
  };
  const index = await pushIndex(layout, { manifests: [amd64, arm64], tags: ['multi'] });
  return { layout, image, index };
}

/** An empty layout, made by umoci. */
async function umociLayout(): Promise<ImageLayout> {
  const folder = join(await makeTemporaryFolder(), 'app');
  await umoci('init', '--layout', folder);
  return openLayout(folder);
}

describeWithTools(['skopeo'], 'a layout that skopeo reads', () => {
  it('has our images', async () => {
    const { layout, image } = await ourLayout();
    expect(await inspect(layout.folder, 'v1')).toMatchObject({
      Digest: image.digest,
      Created: '2026-11-01T12:00:00Z',
      Architecture: 'amd64',
      Labels: { layers: 'base app' },
    });
    expect(await inspect(layout.folder, 'latest')).toMatchObject({ Digest: image.digest });
    expect(await inspect(layout.folder, 'multi', '--raw')).toMatchObject({
      manifests: [{}, { platform: { variant: 'v8' } }],
    });
  });

  it('still has the others after one was deleted', async () => {
    const { layout, image } = await ourLayout();
    await deleteImage(layout, image.digest);
    const copy = await makeTemporaryFolder();
    await skopeo('copy', '--all', `oci:${layout.folder}:multi`, `oci:${copy}:multi`);
    expect(await tagsOf(await openLayout(copy))).toEqual(['multi']);
    await expect(inspect(layout.folder, 'v1')).rejects.toThrow('no descriptor found');
  });
});

describeWithTools(['skopeo'], 'a layout that skopeo writes', () => {
  it('can be read, with the image that lost its tag untagged', async () => {
    const { layout: source } = await ourLayout();
    await pushImage(source, { ...sampleImage('base', 'next'), tags: ['v2'] });
    const layout = await createLayout(await makeTemporaryFolder());
    await skopeo('copy', `oci:${source.folder}:v1`, `oci:${layout.folder}:latest`);
    await skopeo('copy', `oci:${source.folder}:v2`, `oci:${layout.folder}:latest`);
    expect(await tagsOf(layout)).toEqual([undefined, 'latest']);
    const graph = await readGraph(layout);
    expect([...graph.nodes.values()].map(({ content }) => content.kind)).toEqual(['manifest', 'manifest']);
  });

  it('can be read with a whole index, and deleted from', async () => {
    const { layout: source, index } = await ourLayout();
    const layout = await createLayout(await makeTemporaryFolder());
    await skopeo('copy', '--all', `oci:${source.folder}:multi`, `oci:${layout.folder}:team/app:multi`);
    await skopeo('copy', `oci:${source.folder}:v1`, `oci:${layout.folder}:v1`);
    expect(await tagsOf(layout)).toEqual(['multi', 'v1']);
    const graph = await readGraph(layout);
    expect(
      childrenOf(graph, index.digest).map(({ descriptor }) => descriptor.platform?.architecture),
    ).toEqual(['amd64', 'arm64']);
    expect(blobsOf(graph, index.digest)).toHaveLength(5);

    expect((await deleteImage(layout, index.digest)).freed.blobs).toBe(7);
    expect(await inspect(layout.folder, 'v1')).toMatchObject({ Labels: { layers: 'base app' } });
  });
});

describeWithTools(['umoci'], 'a layout that umoci writes', () => {
  it('can be read while it is empty, though its list is null', async () => {
    const layout = await umociLayout();
    expect(await readFile(join(layout.folder, 'index.json'), 'utf8')).toContain('"manifests":null');
    expect(await layout.readIndex()).toEqual([]);
    const image = await pushImage(layout, { ...sampleImage('base'), tags: ['v1'] });
    expect(await umoci('list', '--layout', layout.folder)).toBe('v1\n');
    await deleteImage(layout, image.digest);
    expect(await umoci('list', '--layout', layout.folder)).toBe('');
  });

  it('can be read, though its manifests have no media type', async () => {
    const layout = await umociLayout();
    const image = `${layout.folder}:v1`;
    await umoci('new', '--image', image);
    const file = join(await makeTemporaryFolder(), 'file');
    await writeFile(file, 'content');
    await umoci('insert', '--rootless', '--image', image, file, '/file');
    const graph = await readGraph(layout);
    const node = [...graph.nodes.values()][0];
    if (node?.content.kind !== 'manifest') throw new Error('umoci wrote an image.');
    expect(await tagsOf(layout)).toEqual(['v1']);
    expect(node.content.layers).toHaveLength(1);
    expect((await readImageConfig(layout, node.content))?.os).toBe('linux');
  });
});

describeWithTools(['umoci'], 'a layout that umoci reads', () => {
  it('has our images and their files, also after one was deleted', async () => {
    const { layout, image, index } = await ourLayout();
    await deleteImage(layout, index.digest);
    await pushImage(layout, { ...sampleImage('base', 'other'), tags: ['other'] });
    expect((await umoci('list', '--layout', layout.folder)).split('\n').toSorted()).toEqual([
      '',
      'latest',
      'other',
      'v1',
    ]);
    await deleteImage(layout, image.digest);
    const bundle = join(await makeTemporaryFolder(), 'bundle');
    await umoci('unpack', '--rootless', '--image', `${layout.folder}:other`, bundle);
    expect(await readFile(join(bundle, 'rootfs', 'base.txt'), 'utf8')).toBe('base\n');
    expect(await readFile(join(bundle, 'rootfs', 'other.txt'), 'utf8')).toBe('other\n');
  });

  it('shows a tag that we gave to its image', async () => {
    const layout = await umociLayout();
    await umoci('new', '--image', `${layout.folder}:v1`);
    const [entry] = await layout.readIndex();
    if (!entry) throw new Error('umoci wrote an image.');
    await tagImage(layout, entry.descriptor.digest, 'v2');
    expect((await umoci('list', '--layout', layout.folder)).split('\n').toSorted()).toEqual(['', 'v1', 'v2']);
  });
});

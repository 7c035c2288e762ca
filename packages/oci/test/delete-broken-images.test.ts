import { mkdir, rm, writeFile } from 'node:fs/promises';

import { describe, expect, it } from 'vitest';

import {
  blobsOf,
  deleteImage,
  pushIndex,
  putImage,
  readGraph,
  tagImage,
  withImage,
  type Descriptor,
  type ImageLayout,
} from '../src/index.ts';
import { blobPath, writeRawDocument, writeRawIndex } from './raw-layout.ts';
import { sampleImage } from './sample-image.ts';
import { emptyLayout, expectSound, pushSample } from './sound-layout.ts';

const platform = { architecture: 'amd64', os: 'linux' };

/** Other bytes of the same size in the place of a manifest. */
async function breakImage({ folder }: ImageLayout, { digest, size }: Descriptor): Promise<void> {
  await writeFile(blobPath(folder, digest), 'x'.repeat(size));
}

describe('deleteImage of what is broken', () => {
  it('deletes an image whose manifest is missing', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base');
    await rm(blobPath(layout.folder, image.digest));
    expect(await deleteImage(layout, image.digest)).toEqual({ tags: ['v1'], freed: { blobs: 0, bytes: 0 } });
    expect(await layout.readIndex()).toEqual([]);
  });

  it('deletes an image whose manifest is broken, and frees nothing of it', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base');
    await breakImage(layout, image);
    expect(await deleteImage(layout, image.digest)).toEqual({ tags: ['v1'], freed: { blobs: 0, bytes: 0 } });
    expect(await layout.listBlobs('sha256')).toHaveLength(3);
  });

  it('frees nothing while a standing image cannot be read, and says which', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base', 'one');
    const broken = await pushSample(layout, ['v2'], 'base', 'two');
    await breakImage(layout, broken);
    const deleted = await deleteImage(layout, image.digest);
    expect(deleted).toMatchObject({ tags: ['v1'], freed: { blobs: 0, bytes: 0 } });
    expect(deleted.kept).toContain(broken.digest);
    expect((await layout.readIndex()).map(({ descriptor }) => descriptor.digest)).toEqual([broken.digest]);
  });

  it('frees nothing while a manifest of an unknown kind stands', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base');
    const mediaType = 'application/vnd.oci.artifact.manifest.v1+json';
    const unknown = await writeRawDocument(layout.folder, mediaType, { blobs: [image] });
    await layout.updateIndex((entries) => withImage(entries, unknown, undefined));
    expect((await deleteImage(layout, image.digest)).kept).toContain(mediaType);
  });

  it('deletes an index of which images are missing', async () => {
    const layout = await emptyLayout();
    const missing = await putImage(layout, sampleImage('missing'));
    const own = await putImage(layout, sampleImage('own'));
    const manifests = [missing, own].map((descriptor) => ({ descriptor, platform }));
    const index = await pushIndex(layout, { manifests, tags: ['v1'] });
    await rm(blobPath(layout.folder, missing.digest));
    expect((await deleteImage(layout, index.digest)).freed.blobs).toBe(4);
  });

  it('does not count layers that are missing, and leaves what is no file', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base', 'one');
    const [, base, one] = blobsOf(await readGraph(layout), image.digest);
    if (!base || !one) throw new Error('The image has two layers.');
    await rm(blobPath(layout.folder, base.digest));
    await rm(blobPath(layout.folder, one.digest));
    await mkdir(blobPath(layout.folder, one.digest));
    expect((await deleteImage(layout, image.digest)).freed.blobs).toBe(2);
    expect(await layout.listBlobs('sha256')).toEqual([one.digest]);
  });

  it('can be repeated for an image that was brought back without its blobs', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base');
    await deleteImage(layout, image.digest);
    await writeRawIndex(layout.folder, { manifests: [image] });
    await tagImage(layout, image.digest, 'back');
    expect((await deleteImage(layout, image.digest)).tags).toEqual(['back']);
    await expectSound(layout);
  });
});

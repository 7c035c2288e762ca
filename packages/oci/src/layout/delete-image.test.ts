import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { failing } from '../../test/failing.ts';
import { writeNestedIndex, writeSignature } from '../../test/raw-layout.ts';
import { sampleImage } from '../../test/sample-image.ts';
import { anHourLater, emptyLayout, expectSound, pushSample } from '../../test/sound-layout.ts';
import { digestOf } from '../digest.ts';
import { blobsOf } from '../graph/image-graph.ts';
import { deleteImage } from './delete-image.ts';
import { withImage } from './index-entry.ts';
import { readGraph } from './read-graph.ts';
import { pushIndex, putImage } from './write-image.ts';

const platform = { architecture: 'amd64', os: 'linux' };

describe('deleteImage', () => {
  it('takes an image with all its tags, and exactly the blobs that only it needs', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1', 'v2'], 'base', 'one');
    await pushSample(layout, ['other'], 'base', 'two');
    const own = blobsOf(await readGraph(layout), image.digest).toSpliced(1, 1);
    const deleted = await deleteImage(layout, image.digest);
    expect(deleted).toEqual({
      tags: ['v1', 'v2'],
      freed: { blobs: 3, bytes: [image, ...own].reduce((sum, { size }) => sum + size, 0) },
    });
    expect(await layout.readIndex()).toHaveLength(1);
    await expectSound(layout);
  });

  it('leaves an empty layout after the last image', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, [], 'base');
    await deleteImage(layout, image.digest);
    expect(await layout.readIndex()).toEqual([]);
    expect(await readdir(join(layout.folder, 'blobs', 'sha256'))).toEqual([]);
  });

  it('takes an index with the images that only it lists', async () => {
    const layout = await emptyLayout();
    const own = await putImage(layout, sampleImage('base', 'own'));
    const shared = await putImage(layout, sampleImage('base', 'shared'));
    const standing = await pushSample(layout, ['child'], 'base', 'standing');
    const manifests = [own, shared, standing].map((descriptor) => ({ descriptor, platform }));
    const index = await pushIndex(layout, { manifests, tags: ['v1'] });
    await pushIndex(layout, { manifests: manifests.slice(1), tags: ['v2'] });
    await deleteImage(layout, index.digest);
    const graph = await readGraph(layout);
    expect(graph.nodes.has(own.digest)).toBe(false);
    expect(graph.nodes.get(shared.digest)?.content.kind).toBe('manifest');
    expect(graph.nodes.get(standing.digest)?.content.kind).toBe('manifest');
    await expectSound(layout);
  });

  it('keeps what a manifest needs that another index calls a mere blob', async () => {
    const layout = await emptyLayout();
    const child = await putImage(layout, sampleImage('base', 'child'));
    const image = await pushSample(layout, ['v1'], 'base', 'own');
    const asManifest = await writeNestedIndex(layout.folder, [child]);
    const asBlob = await writeNestedIndex(layout.folder, [
      { ...child, mediaType: 'application/octet-stream' },
    ]);
    await layout.updateIndex((entries) => withImage(withImage(entries, asManifest, 'a'), asBlob, 'b'));
    const { kept } = await deleteImage(layout, image.digest);
    expect(kept).toBeUndefined();
    await expectSound(layout);
  });

  it('refuses an image while an index contains it, however nested, and names the index', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['amd64'], 'base');
    const inner = await writeNestedIndex(layout.folder, [image]);
    const outer = await pushIndex(layout, {
      manifests: [{ descriptor: inner, platform }],
      tags: ['v1', 'v2'],
    });
    const parents = [{ digest: outer.digest, tags: ['v1', 'v2'] }];
    const refused = expect.objectContaining({ code: 'REFERENCED', digest: image.digest, parents });
    await expect(deleteImage(layout, image.digest)).rejects.toThrow(refused);
    await expect(deleteImage(layout, inner.digest)).rejects.toThrow(failing('REFERENCED'));
    await expectSound(layout);

    await deleteImage(layout, outer.digest);
    await deleteImage(layout, image.digest);
    await expectSound(layout);
  });

  it('says that an image is not there, also the second time and for a layer', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base');
    const layer = digestOf(sampleImage('base').layers[0]?.bytes ?? new Uint8Array());
    await expect(deleteImage(layout, layer)).rejects.toThrow(failing('IMAGE_NOT_FOUND'));
    await deleteImage(layout, image.digest);
    await expect(deleteImage(layout, image.digest)).rejects.toThrow(failing('IMAGE_NOT_FOUND'));
  });

  it('lets one of two deletions at once win', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base');
    const results = await Promise.allSettled([
      deleteImage(layout, image.digest),
      deleteImage(layout, image.digest),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expectSound(layout);
  });

  it('lets a push and a deletion run at once without breaking either', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['old'], 'base', 'old');
    await Promise.all([
      deleteImage(layout, image.digest),
      ...['a', 'b', 'c'].map((name) => pushSample(layout, [name], 'base', name)),
    ]);
    expect(await layout.readIndex()).toHaveLength(3);
    await expectSound(layout);
  });

  it('does not keep the subject of a signature, and keeps the signature', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base');
    const signature = await writeSignature(layout, image);
    await layout.updateIndex((entries) => withImage(entries, signature, undefined));
    await deleteImage(layout, image.digest);
    expect(await layout.statBlob(image.digest)).toBeUndefined();
    await expectSound(layout);
  });

  it('leaves blobs alone that nobody references and that the image did not need', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base');
    const stray = await layout.putBlob(Buffer.from('of somebody else'));
    await deleteImage(await anHourLater(layout), image.digest);
    expect(await layout.listBlobs('sha256')).toEqual([stray]);
  });

  it('does nothing where it was aborted before', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base');
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(deleteImage(layout, image.digest, { signal })).rejects.toThrow('enough');
    await expectSound(layout);
  });
});

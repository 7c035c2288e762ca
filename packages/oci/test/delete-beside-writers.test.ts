import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { blobsOf, deleteImage, putImage, readGraph, withImage, type ImageLayout } from '../src/index.ts';
import { writeNestedIndex, writeRawIndex } from './raw-layout.ts';
import { sampleImage } from './sample-image.ts';
import { anHourLater, emptyLayout, expectSound, pushSample } from './sound-layout.ts';

/** The layout beside a program that does not lock, and writes `index.json` right after us. */
function withWriterAfterUs(layout: ImageLayout, text: string): ImageLayout {
  const edit: ImageLayout['edit'] = (task, options) =>
    layout.edit(
      (index) =>
        task({
          ...index,
          async write(entries) {
            await index.write(entries);
            await writeRawIndex(layout.folder, text);
          },
        }),
      options,
    );
  return { ...layout, edit };
}

describe('deleteImage beside other writers', () => {
  it('keeps what an image on its way needs, for as long as it may be on its way', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base', 'one');
    const onItsWay = await putImage(layout, sampleImage('base', 'two'));
    await deleteImage(layout, image.digest);
    await layout.updateIndex((entries) => withImage(entries, onItsWay, 'v2'));
    await expectSound(layout);
    expect(await layout.readIndex()).toHaveLength(1);
  });

  it('keeps an image that an index on its way lists', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base');
    await writeNestedIndex(layout.folder, [image]);
    const blobs = await layout.listBlobs('sha256');
    expect(await deleteImage(layout, image.digest)).toEqual({ tags: ['v1'], freed: { blobs: 0, bytes: 0 } });
    expect(await layout.listBlobs('sha256')).toEqual(blobs);
  });

  it('does not wait for ever for an image that never came', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base', 'one');
    await putImage(layout, sampleImage('base', 'two'));
    expect((await deleteImage(await anHourLater(layout), image.digest)).freed.blobs).toBe(4);
  });

  it('keeps the blobs of an image that another writer has brought back meanwhile', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base');
    const meanwhile = withWriterAfterUs(layout, JSON.stringify({ manifests: [image] }));
    await deleteImage(meanwhile, image.digest);
    await expectSound(layout);
    expect(await layout.readIndex()).toHaveLength(1);
  });

  it('leaves a readable layout where it crashes before the blobs go', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base', 'one');
    const other = await pushSample(layout, ['v2'], 'base', 'two');
    const crashing: ImageLayout = { ...layout, removeBlob: () => Promise.reject(new Error('crash')) };
    await expect(deleteImage(crashing, image.digest)).rejects.toThrow('crash');
    const graph = await readGraph(layout);
    expect([...graph.nodes.keys()]).toEqual([other.digest]);
    expect(blobsOf(graph, other.digest)).toHaveLength(3);
  });

  it('deletes the image and says what it could not free where index.json breaks meanwhile', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base');
    const meanwhile = withWriterAfterUs(layout, '{"manif');
    const deleted = await deleteImage(meanwhile, image.digest);
    expect(deleted).toEqual({
      tags: ['v1'],
      freed: { blobs: 0, bytes: 0 },
      kept: expect.stringContaining('index.json'),
    });
  });

  it('frees nothing once another writer has taken the lock over', async () => {
    const layout = await emptyLayout();
    const image = await pushSample(layout, ['v1'], 'base');
    const slow: ImageLayout = {
      ...layout,
      async listBlobs(algorithm) {
        await rm(join(layout.folder, 'index.json.lock'), { force: true });
        return layout.listBlobs(algorithm);
      },
    };
    const deleted = await deleteImage(slow, image.digest);
    expect(deleted).toEqual({
      tags: ['v1'],
      freed: { blobs: 0, bytes: 0 },
      kept: expect.stringContaining('lock'),
    });
    expect(await layout.listBlobs('sha256')).toHaveLength(3);
  });
});

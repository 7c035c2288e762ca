import { digestOf, mediaTypes } from '@registry-images/oci';
import { describe, expect, it } from 'vitest';

import {
  documentOf,
  imageOf,
  makeOddRegistry,
  manifestLine,
  missing,
  noApi,
  notModified,
  referrersLine,
  tagsLine,
  tagsOf,
} from './odd-registry.ts';

describe('odd images', () => {
  const child = imageOf('child');

  it('are indexes of which a part is not there, until it comes', async () => {
    const absent = imageOf('absent');
    const index = documentOf({ manifests: [child.descriptor, absent.descriptor] }, mediaTypes.index);
    const { sweep, store, labels } = await makeOddRegistry({
      [tagsLine]: tagsOf('v1'),
      [manifestLine('v1')]: [index.reply, notModified],
      [manifestLine(child.digest)]: child.reply,
      [manifestLine(absent.digest)]: [missing, absent.reply],
      [referrersLine(index.digest)]: noApi,
    });
    await sweep();
    expect(store.known('local/app').manifests).toEqual(new Set([index.digest, child.digest]));
    await sweep();
    expect(store.known('local/app').manifests.has(absent.digest)).toBe(true);
    expect(labels()).toEqual(['app:v1']);
  });

  it('are damaged ones, which are listed to be deleted, and may be mended', async () => {
    const broken = documentOf({ config: 'none' });
    const mended = imageOf('mended');
    const { sweep, images, logs } = await makeOddRegistry({
      [tagsLine]: tagsOf('v1'),
      [manifestLine('v1')]: [broken.reply, mended.reply, notModified],
      [manifestLine(broken.digest)]: [missing, missing],
      [referrersLine(broken.digest)]: noApi,
      [referrersLine(mended.digest)]: noApi,
    });
    await sweep();
    expect(images()).toMatchObject([{ digest: broken.digest, tags: ['v1'], content: undefined }]);
    expect(logs.join('')).toContain('damaged image');
    await sweep();
    await sweep();
    expect(images()).toMatchObject([{ digest: mended.digest, tags: ['v1'] }]);
  });

  it('are those whose bytes are not what their tag announces: they are damaged, if there is something of that digest', async () => {
    const liar = imageOf('liar');
    const headers = { 'content-type': mediaTypes.manifest, 'docker-content-digest': child.digest };
    const { sweep, images, store } = await makeOddRegistry({
      [tagsLine]: tagsOf('v1'),
      [manifestLine('v1')]: { headers, body: JSON.stringify({ liar: liar.digest }) },
      [manifestLine(child.digest)]: [missing, { headers, body: JSON.stringify({ liar: liar.digest }) }],
      [referrersLine(child.digest)]: noApi,
    });
    await sweep();
    expect(images()).toEqual([]);
    expect(store.counts('local').unread).toBe(1);
    await sweep();
    expect(images()).toMatchObject([{ digest: child.digest, tags: ['v1'], content: undefined }]);
  });

  it('have lost their configuration: they are damaged, until it is back', async () => {
    const text = '{"created":"2026-10-01T00:00:00Z"}';
    const config = {
      mediaType: mediaTypes.imageConfig,
      digest: digestOf(Buffer.from(text)),
      size: text.length,
    };
    const image = documentOf({ config, layers: [] });
    const { sweep, images } = await makeOddRegistry({
      [tagsLine]: tagsOf('v1'),
      [manifestLine('v1')]: image.reply,
      [`GET /v2/app/blobs/${config.digest}`]: [missing, { body: text }],
      [referrersLine(image.digest)]: noApi,
    });
    await sweep();
    expect(images()).toMatchObject([{ digest: image.digest, content: undefined }]);
    await sweep();
    expect(images()).toMatchObject([{ content: { compressedSize: '34' }, createdMs: Date.UTC(2026, 9, 1) }]);
  });
});

import { gunzipSync } from 'node:zlib';

import { digestOf } from '@registry-images/oci';
import { describe, expect, it } from 'vitest';

import { packLayer } from './pack-layer.ts';

const files = [
  { path: 'etc/motd', bytes: Buffer.from('hello') },
  { path: 'srv/www/index.html', bytes: Buffer.from('<!doctype html>') },
];

describe('packLayer', () => {
  it('makes the same bytes of the same files', async () => {
    expect((await packLayer(files)).bytes).toEqual((await packLayer(files)).bytes);
  });

  it('names the digest of the archive before it was compressed', async () => {
    const layer = await packLayer(files);
    expect(layer.diffId).toBe(digestOf(gunzipSync(layer.bytes)));
  });

  it('says nothing of the machine in the header of the compression', async () => {
    const { bytes } = await packLayer(files);
    expect([...bytes.slice(4, 8), bytes[9]]).toEqual([0, 0, 0, 0, 255]);
  });
});

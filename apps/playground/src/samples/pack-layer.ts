import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

import { digestOf, mediaTypes, type LayerContent } from '@registry-images/oci';
import { pack } from 'tar-stream';

import type { SampleFile } from './sample-file.ts';

/** The byte of a gzip header that names the operating system, and its value for “unknown” (RFC 1952, section 2.3.1). */
const osByte = { offset: 9, unknown: 255 };

/** Packs files into a layer. The same files give the same bytes, on every machine and at every time. */
export async function packLayer(files: readonly SampleFile[]): Promise<LayerContent> {
  const archive = pack();
  for (const { path, bytes } of files) {
    archive.entry({ name: path, mode: 0o644, mtime: new Date(0) }, Buffer.from(bytes));
  }
  archive.finalize();
  const tar = await buffer(archive);
  const bytes = await promisify(gzip)(tar);
  bytes[osByte.offset] = osByte.unknown;
  return { bytes, mediaType: mediaTypes.layerTarGzip, diffId: digestOf(tar) };
}

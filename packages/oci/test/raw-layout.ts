import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { splitDigest, type Digest } from '@registry-images/model';

import { digestOf, mediaTypes, openLayout, type Descriptor, type ImageLayout } from '../src/index.ts';

/** Writes a layout as it is given, whether or not it makes sense, and opens it. */
export async function writeRawLayout(folder: string, index: unknown): Promise<ImageLayout> {
  await mkdir(join(folder, 'blobs', 'sha256'), { recursive: true });
  await writeFile(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  await writeRawIndex(folder, index);
  return openLayout(folder);
}

/** Writes `index.json` in place, as programs without a care do; a string as it is, everything else as JSON. */
export async function writeRawIndex(folder: string, index: unknown): Promise<void> {
  await writeFile(join(folder, 'index.json'), typeof index === 'string' ? index : JSON.stringify(index));
}

/** Writes a JSON document as a blob and describes it. */
export async function writeRawDocument(
  folder: string,
  mediaType: string,
  document: unknown,
): Promise<Descriptor> {
  const bytes = Buffer.from(JSON.stringify(document));
  const digest = digestOf(bytes);
  await writeFile(blobPath(folder, digest), bytes);
  return { mediaType, digest, size: bytes.length };
}

/** Writes an index over some descriptors as a blob and describes it. */
export async function writeNestedIndex(
  folder: string,
  manifests: readonly Descriptor[],
): Promise<Descriptor> {
  return writeRawDocument(folder, mediaTypes.index, {
    schemaVersion: 2,
    mediaType: mediaTypes.index,
    manifests,
  });
}

/** Writes a manifest without content about another one, as a signature is, and describes it. */
export async function writeSignature(layout: ImageLayout, subject: Descriptor): Promise<Descriptor> {
  const config = {
    mediaType: 'application/vnd.oci.empty.v1+json',
    digest: await layout.putBlob(Buffer.from('{}')),
    size: 2,
  };
  return writeRawDocument(layout.folder, mediaTypes.manifest, { config, layers: [], subject });
}

/** Where a blob is. */
export function blobPath(folder: string, digest: Digest): string {
  const { algorithm, encoded } = splitDigest(digest);
  return join(folder, 'blobs', algorithm, encoded);
}

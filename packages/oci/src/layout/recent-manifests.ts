import type { Digest } from '@registry-images/model';

import type { Descriptor } from '../descriptor.ts';
import type { DigestAlgorithm } from '../digest.ts';
import { maxDocumentBytes } from '../document.ts';
import { isOciError } from '../error.ts';
import { optionalString, parseJsonObject, type JsonObject } from '../json.ts';
import { parseIndex, parseManifest } from '../manifest.ts';
import { mediaTypes } from '../media-type.ts';
import type { ImageLayout } from './layout.ts';

const algorithms: readonly DigestAlgorithm[] = ['sha256', 'sha512'];

/**
 * Finds the manifests and indexes that somebody wrote since `since`, milliseconds since the Unix epoch, except those in
 * `except`. Writers put the blobs of an image first and enter it into `index.json` last, so these may belong to an image
 * that is about to appear.
 *
 * @throws OciError `IO`.
 */
export async function findRecentManifests(
  layout: ImageLayout,
  { since, except }: { readonly since: number; readonly except: ReadonlySet<Digest> },
): Promise<readonly Descriptor[]> {
  const found: Descriptor[] = [];
  for (const algorithm of algorithms) {
    for (const digest of await layout.listBlobs(algorithm)) {
      if (except.has(digest)) continue;
      const status = await layout.statBlob(digest);
      if (!status || status.modifiedAt.getTime() < since || status.size > maxDocumentBytes) continue;
      const descriptor = await readAsManifest(layout, status);
      if (descriptor) found.push(descriptor);
    }
  }
  return found;
}

/** The descriptor of a blob that turns out to be a manifest or an index; undefined for every other one. */
async function readAsManifest(
  layout: ImageLayout,
  { digest, size }: { readonly digest: Digest; readonly size: number },
): Promise<Descriptor | undefined> {
  try {
    const bytes = await layout.readBlob({ digest, size });
    const mediaType = mediaTypeOf(parseJsonObject(bytes, digest));
    if (mediaType === mediaTypes.index || mediaType === mediaTypes.dockerIndex) parseIndex(bytes, mediaType);
    else parseManifest(bytes, mediaType);
    return { mediaType, digest, size };
  } catch (error) {
    // A layer, a configuration, a file that is still being written, or one that is gone again.
    if (isOciError(error) && error.code !== 'IO') return undefined;
    throw error;
  }
}

function mediaTypeOf(document: JsonObject): string {
  const byShape = 'manifests' in document ? mediaTypes.index : mediaTypes.manifest;
  return optionalString(document, 'mediaType', 'manifest') ?? byShape;
}

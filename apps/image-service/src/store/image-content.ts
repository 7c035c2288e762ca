/** What images are made of, as the store keeps it: without what can be told from the rest. */
import type { Digest } from '@registry-images/model';
import { isDocumentMediaType, type Descriptor } from '@registry-images/oci';

import type { ImageContent, ManifestRecord } from './image-store.ts';
import { platformNames } from './platform-names.ts';

/** Its digest, its bytes, and where else it is. */
export type KeptBlob = readonly [digest: Digest, size: number, ...urls: string[]];

/** What a manifest or an index says of its parts. */
export interface KeptContent {
  readonly config?: KeptBlob;
  readonly layers: readonly KeptBlob[];
  /** The manifests that an index lists. */
  readonly children: readonly Digest[];
  /** What an index lists that are no manifests: BuildKit's cache exports list layers. */
  readonly loose: readonly KeptBlob[];
  /** What it runs on; missing where it is not known. */
  readonly platforms?: readonly string[];
}

/** Takes from a manifest what is kept of it. */
export function keptContent({ config, layers, children, platform }: ManifestRecord): KeptContent {
  const documents = children.filter((child) => isDocumentMediaType(child.mediaType));
  const platforms = platformNames([platform, ...documents.map((child) => child.platform)]);
  return {
    ...(config && { config: keptBlob(config) }),
    layers: layers.map(keptBlob),
    children: [...new Set(documents.map(({ digest }) => digest))],
    loose: children.filter((child) => !isDocumentMediaType(child.mediaType)).map(keptBlob),
    ...(platforms.length > 0 && { platforms }),
  };
}

/**
 * Everything that an index lists. What it does not call a manifest may be one all the same: programs that pull the index
 * have rules of their own.
 */
export function listedDigests({ children, loose }: KeptContent): readonly Digest[] {
  return [...children, ...loose.map(([digest]) => digest)];
}

/** Every blob that a manifest itself needs, each digest once, in its order. */
export function ownBlobs({ config, layers, loose }: KeptContent): readonly KeptBlob[] {
  return distinctBlobs([...(config ? [config] : []), ...layers, ...loose]);
}

/** So many blobs are compared with each other: a Map has V8 copy every digest that it has not met into a table of its own. */
const maxCompared = 32;

/** Each digest once. */
export function distinctBlobs(blobs: readonly KeptBlob[]): readonly KeptBlob[] {
  const isFew = blobs.length <= maxCompared;
  if (isFew && blobs.every(([digest], place) => blobs.findIndex((other) => other[0] === digest) === place))
    return blobs;
  const byDigest = new Map<Digest, KeptBlob>();
  for (const blob of blobs) if (!byDigest.has(blob[0])) byDigest.set(blob[0], blob);
  return byDigest.size === blobs.length ? blobs : [...byDigest.values()];
}

/** Whether its bytes are where the image is, and not only behind its URLs. */
export function isLocal([, , url]: KeptBlob): boolean {
  return url === undefined;
}

/**
 * What the API shows of an image; of an index the distinct blobs below it. Undefined where its size is beyond what a
 * number can say: no sum is exact there, and no image is that large.
 */
export function imageContent(
  { config, layers, platforms = [] }: Pick<KeptContent, 'config' | 'layers' | 'platforms'>,
  blobs: readonly KeptBlob[],
): ImageContent | undefined {
  const size = blobs.reduce((sum, blob) => sum + (isLocal(blob) ? blob[1] : 0), 0);
  if (!Number.isSafeInteger(size)) return undefined;
  return {
    ...(config && { config: wireBlob(config) }),
    layers: layers.map(wireBlob),
    compressedSize: String(size),
    platforms,
  };
}

function wireBlob([digest, size, ...urls]: KeptBlob): ImageContent['layers'][number] {
  // A blob has no name but its digest, so that is its id too.
  return { id: digest, digest, size: String(size), urls };
}

function keptBlob({ digest, size, urls = [] }: Descriptor): KeptBlob {
  return [digest, size, ...urls];
}

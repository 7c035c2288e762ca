import { splitDigest, type Digest } from '@registry-images/model';
import {
  isOciError,
  readImageConfig,
  readNodes,
  tagOf,
  type Descriptor,
  type GraphNode,
  type ImageLayout,
} from '@registry-images/oci';
import pMap from 'p-map';

import type { DamagedManifest, KnownRepository, ManifestRecord } from '../store/image-store.ts';
import { toManifestRecord, withoutConfig } from './manifest-record.ts';

/** What was found. */
export interface LayoutContents {
  readonly tags: ReadonlyMap<string, Digest>;
  readonly manifests: readonly (ManifestRecord | DamagedManifest)[];
  readonly gone: ReadonlySet<Digest>;
  readonly untagged: ReadonlySet<Digest>;
  /** See `RepositoryState.unread`. */
  readonly unread: ReadonlySet<string>;
  readonly pushedMs: ReadonlyMap<Digest, number>;
  /** Whether all that `index.json` leads to is there, and sound. */
  readonly isWhole: boolean;
}

const concurrency = 8;

/** Reads what the layout has, except for images of which everything is known: what has a digest never changes. */
export async function readLayout(
  layout: ImageLayout,
  known: KnownRepository,
  signal: AbortSignal,
): Promise<LayoutContents> {
  const entries = (await layout.readIndex({ signal }))
    .map(({ descriptor }) => descriptor)
    .filter(isVerifiable);
  const roots = new Map(entries.map((descriptor) => [descriptor.digest, descriptor]));
  const standing = standingImages(known, roots.keys());
  const unread = [...roots.values()].filter(({ digest }) => !standing.has(digest));
  const nodes = [...(await readNodes(layout, unread, { signal })).values()];

  const found = nodes.filter(
    ({ content, descriptor }) => isManifest(content) || roots.has(descriptor.digest),
  );
  const manifests = await pMap(
    found.filter(({ descriptor }) => !known.manifests.has(descriptor.digest)),
    (node) => toRecord(layout, node, signal),
    { concurrency },
  );
  const reached = new Set([...standing, ...found.map(({ descriptor }) => descriptor.digest)]);
  const tags = tagsOf(entries);
  const tagged = new Set(tags.values());
  return {
    tags,
    manifests,
    gone: new Set([...known.manifests, ...known.damaged].filter((digest) => !reached.has(digest))),
    untagged: new Set([...roots.keys()].filter((digest) => !tagged.has(digest))),
    unread: new Set(manifests.filter((one) => 'damaged' in one && !one.children).map(({ digest }) => digest)),
    pushedMs: await modificationTimes(layout, manifests),
    isWhole:
      nodes.every(({ content }) => content.kind !== 'missing') &&
      manifests.every((manifest) => !('damaged' in manifest)),
  };
}

/** Whether the image can be read at all: nothing that a digest of another algorithm names could be trusted. */
function isVerifiable({ digest }: Descriptor): boolean {
  return ['sha256', 'sha512'].includes(splitDigest(digest).algorithm);
}

/** Where two images have the same tag, the first is the one that skopeo takes. */
function tagsOf(entries: readonly Descriptor[]): ReadonlyMap<string, Digest> {
  const tags = new Map<string, Digest>();
  for (const descriptor of entries) {
    const tag = tagOf(descriptor);
    if (tag !== undefined && !tags.has(tag)) tags.set(tag, descriptor.digest);
  }
  return tags;
}

/** The images of which everything is known, with all that they contain. */
function standingImages(known: KnownRepository, roots: Iterable<Digest>): ReadonlySet<Digest> {
  const standing = new Set<Digest>();
  for (const root of roots) {
    const below = new Set([root]);
    // A set hands out what is added to it while it is iterated.
    for (const digest of below) for (const child of known.children.get(digest) ?? []) below.add(child);
    if ([...below].every((digest) => known.manifests.has(digest))) {
      for (const digest of below) standing.add(digest);
    }
  }
  return standing;
}

/** Whether it is there as what it should be: an index may list what is missing, and what is no manifest. */
function isManifest({ kind }: GraphNode['content']): boolean {
  return kind !== 'missing' && kind !== 'blob';
}

async function toRecord(
  layout: ImageLayout,
  { descriptor, content }: GraphNode,
  signal: AbortSignal,
): Promise<ManifestRecord | DamagedManifest> {
  if (content.kind !== 'manifest' && content.kind !== 'index') {
    // What is not there cannot be pulled, so nothing depends on it.
    const children = content.kind === 'unreadable' ? content.error.children : [];
    return { digest: descriptor.digest, damaged: true, ...(children && { children }) };
  }
  try {
    const config =
      content.kind === 'manifest' ? await readImageConfig(layout, content, { signal }) : undefined;
    return toManifestRecord(descriptor, content, config);
  } catch (error) {
    if (!isOciError(error)) throw error;
    return withoutConfig(toManifestRecord(descriptor, content, undefined));
  }
}

/** When the files of manifests were written: for most writers, when the images came into the layout. */
async function modificationTimes(
  layout: ImageLayout,
  manifests: readonly { readonly digest: Digest }[],
): Promise<ReadonlyMap<Digest, number>> {
  const times = await pMap(
    manifests,
    async ({ digest }): Promise<[Digest, number][]> => {
      const status = await statQuietly(layout, digest);
      return status ? [[digest, status.modifiedAt.getTime()]] : [];
    },
    { concurrency },
  );
  return new Map(times.flat());
}

/** A blob that cannot be looked at is damaged, and listed as such. */
async function statQuietly(layout: ImageLayout, digest: Digest) {
  try {
    return await layout.statBlob(digest);
  } catch (error) {
    if (isOciError(error)) return undefined;
    throw error;
  }
}

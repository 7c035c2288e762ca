import type { Digest } from '@registry-images/model';

import type { Abortable } from '../abortable.ts';
import type { ContentSource } from '../content-source.ts';
import type { Descriptor } from '../descriptor.ts';
import { isOciError, OciError } from '../error.ts';
import { listedDigests } from '../listed-digests.ts';
import { isDocumentMediaType, isUnknownManifestMediaType } from '../media-type.ts';
import type { GraphNode, NodeContent } from './image-graph.ts';
import { readManifest } from './read-manifest.ts';

/** How many manifests are read at a time, which bounds the memory: each has at most 8 MiB. */
const concurrency = 8;

/** Reads what some descriptors lead to. Manifests that were read before are taken from `known`. */
export async function readNodes(
  source: ContentSource,
  roots: readonly Descriptor[],
  { known, signal }: Abortable & { readonly known?: ReadonlyMap<Digest, GraphNode> } = {},
): Promise<ReadonlyMap<Digest, GraphNode>> {
  const nodes = new Map<Digest, GraphNode>();
  let level = roots;
  while (level.length > 0) {
    const unread = distinct(level).filter((child) => !isRead(nodes.get(child.digest), child));
    for (let start = 0; start < unread.length; start += concurrency) {
      const batch = unread.slice(start, start + concurrency);
      const read = await Promise.all(
        batch.map(
          async (descriptor) =>
            reusable(known?.get(descriptor.digest)) ?? readNode(source, descriptor, signal),
        ),
      );
      for (const node of read) nodes.set(node.descriptor.digest, node);
    }
    level = unread.flatMap(({ digest }) => childDescriptors(nodes.get(digest)));
  }
  return nodes;
}

/** Each digest once; as a manifest, if one of those that name it says so. */
function distinct(descriptors: readonly Descriptor[]): Descriptor[] {
  const byDigest = new Map<Digest, Descriptor>();
  for (const descriptor of descriptors) {
    const other = byDigest.get(descriptor.digest);
    if (!other || !isDocumentMediaType(other.mediaType)) byDigest.set(descriptor.digest, descriptor);
  }
  return [...byDigest.values()];
}

/** What one index calls a mere blob can be a manifest to another, and what that needs must not be lost. */
function isRead(node: GraphNode | undefined, descriptor: Descriptor): boolean {
  return node !== undefined && (node.content.kind !== 'blob' || !isDocumentMediaType(descriptor.mediaType));
}

async function readNode(
  source: ContentSource,
  descriptor: Descriptor,
  signal: AbortSignal | undefined,
): Promise<GraphNode> {
  return { descriptor, content: await readContent(source, descriptor, signal) };
}

async function readContent(
  source: ContentSource,
  descriptor: Descriptor,
  signal: AbortSignal | undefined,
): Promise<NodeContent> {
  if (!isDocumentMediaType(descriptor.mediaType)) return { kind: 'blob' };
  try {
    if (isUnknownManifestMediaType(descriptor.mediaType)) throw await unknownKind(source, descriptor, signal);
    return await readManifest(source, descriptor, { signal });
  } catch (error) {
    if (!isOciError(error)) throw error;
    return error.code === 'BLOB_NOT_FOUND' ? { kind: 'missing' } : { kind: 'unreadable', error };
  }
}

async function unknownKind(
  source: ContentSource,
  descriptor: Descriptor,
  signal: AbortSignal | undefined,
): Promise<OciError> {
  const { digest, mediaType } = descriptor;
  const children = listedDigests(await source.readBlob(descriptor, { signal }));
  const message = `${digest} in ${source.label} is of the kind ${mediaType}, which is not known.`;
  return new OciError('UNSUPPORTED_MEDIA_TYPE', message, { digest, ...(children && { children }) });
}

/** What has a digest never changes, but what was missing or broken may have been mended. */
function reusable(node: GraphNode | undefined): GraphNode | undefined {
  return node?.content.kind === 'manifest' || node?.content.kind === 'index' ? node : undefined;
}

function childDescriptors(node: GraphNode | undefined): readonly Descriptor[] {
  return node?.content.kind === 'index' ? node.content.manifests : [];
}

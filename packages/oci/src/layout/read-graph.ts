import type { Digest } from '@registry-images/model';

import type { Descriptor } from '../descriptor.ts';
import { isOciError, OciError } from '../error.ts';
import { isIndexMediaType, isManifestMediaType, isUnknownManifestMediaType } from '../media-type.ts';
import type { GraphNode, ImageGraph, NodeContent } from './graph.ts';
import type { Abortable, ImageLayout } from './layout.ts';
import { readManifest } from './read-manifest.ts';

/** How many manifests are read at a time, which bounds the memory: each has at most 8 MiB. */
const concurrency = 8;

/**
 * Reads everything that `index.json` reaches. What is missing or broken is data: one bad image must not hide the
 * others. Each digest is read once, so that no cycle and no depth of nesting can keep it busy.
 *
 * @throws OciError as {@link ImageLayout.readIndex}.
 */
export async function readGraph(layout: ImageLayout, options: Abortable = {}): Promise<ImageGraph> {
  const entries = await layout.readIndex(options);
  const roots = entries.map((entry) => entry.descriptor);
  return { entries, nodes: await readNodes(layout, roots, options) };
}

/** Reads what some descriptors lead to. Manifests that were read before are taken from `known`. */
export async function readNodes(
  layout: ImageLayout,
  roots: readonly Descriptor[],
  { known, signal }: Abortable & { readonly known?: ReadonlyMap<Digest, GraphNode> } = {},
): Promise<ReadonlyMap<Digest, GraphNode>> {
  const nodes = new Map<Digest, GraphNode>();
  let level = roots;
  while (level.length > 0) {
    const unread = [...new Map(level.map((child) => [child.digest, child])).values()].filter(
      ({ digest }) => !nodes.has(digest),
    );
    for (let start = 0; start < unread.length; start += concurrency) {
      const batch = unread.slice(start, start + concurrency);
      const read = await Promise.all(
        batch.map(
          async (descriptor) =>
            reusable(known?.get(descriptor.digest)) ?? readNode(layout, descriptor, signal),
        ),
      );
      for (const node of read) nodes.set(node.descriptor.digest, node);
    }
    level = unread.flatMap(({ digest }) => childDescriptors(nodes.get(digest)));
  }
  return nodes;
}

async function readNode(
  layout: ImageLayout,
  descriptor: Descriptor,
  signal: AbortSignal | undefined,
): Promise<GraphNode> {
  return { descriptor, content: await readContent(layout, descriptor, signal) };
}

async function readContent(
  layout: ImageLayout,
  descriptor: Descriptor,
  signal: AbortSignal | undefined,
): Promise<NodeContent> {
  const { mediaType, digest } = descriptor;
  if (isUnknownManifestMediaType(mediaType)) {
    const message = `${digest} in ${layout.folder} is of the kind ${mediaType}, which is not known.`;
    return { kind: 'unreadable', error: new OciError('UNSUPPORTED_MEDIA_TYPE', message, { digest }) };
  }
  if (!isManifestMediaType(mediaType) && !isIndexMediaType(mediaType)) return { kind: 'blob' };
  try {
    return await readManifest(layout, descriptor, { signal });
  } catch (error) {
    if (!isOciError(error)) throw error;
    return error.code === 'BLOB_NOT_FOUND' ? { kind: 'missing' } : { kind: 'unreadable', error };
  }
}

/** What has a digest never changes, but what was missing or broken may have been mended. */
function reusable(node: GraphNode | undefined): GraphNode | undefined {
  return node?.content.kind === 'manifest' || node?.content.kind === 'index' ? node : undefined;
}

function childDescriptors(node: GraphNode | undefined): readonly Descriptor[] {
  return node?.content.kind === 'index' ? node.content.manifests : [];
}

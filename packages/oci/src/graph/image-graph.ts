import type { Digest } from '@registry-images/model';

import { tagOf } from '../annotations.ts';
import type { Descriptor } from '../descriptor.ts';
import type { ImageParent, OciError } from '../error.ts';
import type { ImageIndex, ImageManifest } from '../manifest.ts';

/** What is behind a descriptor in the place of a manifest. */
export type NodeContent =
  | ImageManifest
  | ImageIndex
  /** Not a manifest at all: BuildKit's cache exports list layers in an index. */
  | { readonly kind: 'blob' }
  /** Not in the layout. Indexes may list what is not there. */
  | { readonly kind: 'missing' }
  /** In the layout, but broken or of a kind that is not known. What it references cannot be told. */
  | { readonly kind: 'unreadable'; readonly error: OciError };

/** A manifest of the layout with what was read of it. */
export interface GraphNode {
  readonly descriptor: Descriptor;
  readonly content: NodeContent;
}

/** An image that a repository lists: in a layout an entry of `index.json`, in a registry what a tag points at. */
export interface ImageEntry {
  /** Annotated with the name of the image, where it has one. */
  readonly descriptor: Descriptor;
}

/** What a repository lists and what that reaches: its entries, and every manifest that they lead to, by digest. */
export interface ImageGraph {
  readonly entries: readonly ImageEntry[];
  readonly nodes: ReadonlyMap<Digest, GraphNode>;
}

/** The tags of an image, in the order of the entries. */
export function tagsIn(entries: readonly ImageEntry[], digest: Digest): readonly string[] {
  const tags = entries
    .filter(({ descriptor }) => descriptor.digest === digest)
    .map(({ descriptor }) => tagOf(descriptor))
    .filter((tag) => tag !== undefined);
  return [...new Set(tags)];
}

/** The manifests and indexes that an index lists, as far as they can be told; empty for everything else. */
export function childrenOf(graph: ImageGraph, digest: Digest): readonly GraphNode[] {
  const content = graph.nodes.get(digest)?.content;
  if (content?.kind !== 'index') return [];
  return content.manifests.map((child) => graph.nodes.get(child.digest)).filter((node) => node !== undefined);
}

/**
 * What an image consists of besides manifests: its configuration and its layers, for an index those of all that it
 * lists, in their order, each digest once.
 */
export function blobsOf(graph: ImageGraph, digest: Digest): readonly Descriptor[] {
  const blobs = new Map<Digest, Descriptor>();
  for (const node of nodesBelow(graph, [digest])) {
    for (const blob of ownBlobs(node)) if (!blobs.has(blob.digest)) blobs.set(blob.digest, blob);
  }
  return [...blobs.values()];
}

/**
 * Every blob that some images keep alive: their manifests, configurations and layers. A manifest that could not be read
 * is not among them. `subject` keeps nothing alive.
 */
export function reachableBlobs(graph: ImageGraph, digests: Iterable<Digest>): ReadonlySet<Digest> {
  const reachable = new Set<Digest>();
  for (const node of nodesBelow(graph, digests)) {
    const { kind } = node.content;
    if (kind === 'manifest' || kind === 'index') reachable.add(node.descriptor.digest);
    for (const blob of ownBlobs(node)) reachable.add(blob.digest);
  }
  return reachable;
}

/** The images of `index.json` that contain `digest`, however nested; it is not among them itself. */
export function parentsOf(graph: ImageGraph, digest: Digest): readonly ImageParent[] {
  const parents = new Map<Digest, Digest[]>();
  for (const { descriptor, content } of graph.nodes.values()) {
    for (const child of listedIn(content)) {
      const known = parents.get(child);
      if (known) known.push(descriptor.digest);
      else parents.set(child, [descriptor.digest]);
    }
  }
  const ancestors = new Set<Digest>([digest]);
  for (const ancestor of ancestors) for (const parent of parents.get(ancestor) ?? []) ancestors.add(parent);
  ancestors.delete(digest);

  const standing = new Set(graph.entries.map((entry) => entry.descriptor.digest));
  return [...standing]
    .filter((parent) => ancestors.has(parent))
    .map((parent) => ({ digest: parent, tags: tagsIn(graph.entries, parent) }));
}

/** What an index lists, whatever it is, also one that cannot be read and lists something all the same. */
function listedIn(content: NodeContent): readonly Digest[] {
  if (content.kind === 'index') return content.manifests.map(({ digest }) => digest);
  return (content.kind === 'unreadable' && content.error.children) || [];
}

/** The nodes of `digests` and all below them, each once, breadth first. */
function* nodesBelow(graph: ImageGraph, digests: Iterable<Digest>): Generator<GraphNode> {
  const reached = new Set<Digest>(digests);
  // A set hands out what is added to it while it is iterated.
  for (const digest of reached) {
    const node = graph.nodes.get(digest);
    if (!node) continue;
    yield node;
    if (node.content.kind === 'index') for (const child of node.content.manifests) reached.add(child.digest);
  }
}

function ownBlobs({ descriptor, content }: GraphNode): readonly Descriptor[] {
  if (content.kind === 'manifest') return [content.config, ...content.layers];
  return content.kind === 'blob' ? [descriptor] : [];
}

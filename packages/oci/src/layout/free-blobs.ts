import type { Digest } from '@registry-images/model';

import { isOciError } from '../error.ts';
import { reachableBlobs, type GraphNode } from '../graph/image-graph.ts';
import { readNodes } from '../graph/read-nodes.ts';
import type { IndexEntry } from './index-entry.ts';
import type { ImageLayout } from './layout.ts';
import { findRecentManifests } from './recent-manifests.ts';

/** How much went from the disk. */
export interface FreedBlobs {
  readonly blobs: number;
  readonly bytes: number;
}

/** What may be freed, and what stands against it. */
export interface FreeBlobsInput {
  /** The blobs to free, unless something reaches them. */
  readonly candidates: ReadonlySet<Digest>;
  /** The entries of `index.json`, freshly read. */
  readonly standing: readonly IndexEntry[];
  /** Manifests written after this moment count as standing, entered or not. Milliseconds since the Unix epoch. */
  readonly since: number;
  /** Runs before the first blob goes; where it throws, none goes. */
  readonly beforeRemoving: () => Promise<void>;
  /** Manifests that need not be read again. */
  readonly known: ReadonlyMap<Digest, GraphNode>;
}

/**
 * Frees those `candidates` that no standing image reaches. Where a standing manifest cannot be read, nobody can tell
 * what it needs, and nothing is freed: `kept` says which. Only the holder of the lock may call this. What is missing
 * needs nothing: an index may list more than there is, and an image without its manifest is lost already.
 *
 * @throws OciError `IO` before anything was removed.
 */
export async function freeBlobs(
  layout: ImageLayout,
  { candidates, standing, since, beforeRemoving, known }: FreeBlobsInput,
): Promise<{ readonly freed: FreedBlobs; readonly kept?: string }> {
  const entered = standing.map((entry) => entry.descriptor);
  const recent = await findRecentManifests(layout, { since, except: candidates });
  const roots = [...entered, ...recent];
  const nodes = await readNodes(layout, roots, { known });
  for (const { content } of nodes.values()) {
    if (content.kind === 'unreadable') return { freed: { blobs: 0, bytes: 0 }, kept: content.error.message };
  }
  const digests = roots.map((root) => root.digest);
  const live = reachableBlobs({ entries: standing, nodes }, digests);
  const unneeded = [...candidates].filter((digest) => !live.has(digest));
  await beforeRemoving();
  return removeAll(layout, unneeded);
}

async function removeAll(
  layout: ImageLayout,
  digests: readonly Digest[],
): Promise<{ readonly freed: FreedBlobs; readonly kept?: string }> {
  let blobs = 0;
  let bytes = 0;
  let kept: string | undefined;
  for (const digest of digests) {
    try {
      const size = await layout.removeBlob(digest);
      if (size === undefined) continue;
      blobs += 1;
      bytes += size;
    } catch (error) {
      if (!isOciError(error)) throw error;
      kept = error.message;
    }
  }
  return { freed: { blobs, bytes }, ...(kept !== undefined && { kept }) };
}

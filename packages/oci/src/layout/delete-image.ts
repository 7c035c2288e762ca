import type { Digest } from '@registry-images/model';

import type { Abortable } from '../abortable.ts';
import { isOciError, OciError } from '../error.ts';
import { parentsOf, reachableBlobs, type ImageGraph } from '../graph/image-graph.ts';
import { tagsIn } from '../graph/image-graph.ts';
import { readNodes } from '../graph/read-nodes.ts';
import { freeBlobs, type FreedBlobs } from './free-blobs.ts';
import type { ImageLayout } from './layout.ts';

/** How an image is deleted. */
export interface DeleteImageOptions extends Abortable {
  /**
   * For how long a manifest that nothing references is taken for a part of an image on its way, in milliseconds. One
   * minute by default.
   */
  readonly graceMs?: number;
}

/** What a deletion took away. */
export interface DeletedImage {
  /** Every tag that is gone. */
  readonly tags: readonly string[];
  readonly freed: FreedBlobs;
  /** Why blobs were left on disk that could have been freed: a sentence. The image is gone all the same. */
  readonly kept?: string;
}

/**
 * Deletes an image or an index with all its tags, and frees the blobs that nothing else reaches. What an index lists and
 * nothing else needs goes with it; what stands in `index.json` itself stays. Blobs that the image did not reach are left
 * alone, referenced or not. So is what could not be read of a broken image, which can be deleted like any other.
 *
 * `index.json` changes first. A crash after that leaves blobs behind that nothing references, never an image without
 * its blobs. An abort counts until then; afterwards the deletion is finished.
 *
 * Writers that do not lock can still suffer, if they run at the same time: one that relies on a blob of the deleted
 * image and has not written its manifest yet loses that blob; one that read `index.json` before and writes it
 * afterwards brings the entry back, without its blobs, and it has to be deleted again.
 *
 * @throws OciError `IMAGE_NOT_FOUND`; `REFERENCED` while another image contains this one; `LOCKED`; and what
 *   {@link ImageLayout.readIndex} throws.
 */
export async function deleteImage(
  layout: ImageLayout,
  digest: Digest,
  { graceMs = 60_000, signal }: DeleteImageOptions = {},
): Promise<DeletedImage> {
  return layout.edit(
    async (index) => {
      const entries = await index.read({ signal });
      const roots = entries.map((entry) => entry.descriptor);
      const nodes = await readNodes(layout, roots, { signal });
      assertDeletable(layout, { entries, nodes }, digest);
      signal?.throwIfAborted();
      await index.write(entries.filter((entry) => entry.descriptor.digest !== digest));

      const tags = tagsIn(entries, digest);
      const candidates = reachableBlobs({ entries, nodes }, [digest]);
      try {
        const standing = await index.read();
        const since = layout.clock.now() - graceMs;
        const beforeRemoving = () => index.assertHeld();
        const input = { candidates, standing, since, beforeRemoving, known: nodes };
        return { tags, ...(await freeBlobs(layout, input)) };
      } catch (error) {
        if (!isOciError(error)) throw error;
        return { tags, freed: { blobs: 0, bytes: 0 }, kept: error.message };
      }
    },
    { signal },
  );
}

function assertDeletable(layout: ImageLayout, graph: ImageGraph, digest: Digest): void {
  const parents = parentsOf(graph, digest);
  if (parents.length > 0) {
    const names = parents.map((parent) => [parent.digest, ...parent.tags].join(' ')).join(', ');
    throw new OciError('REFERENCED', `${digest} is part of ${names}. Delete that first.`, {
      digest,
      parents,
    });
  }
  if (graph.entries.some((entry) => entry.descriptor.digest === digest)) return;
  throw new OciError('IMAGE_NOT_FOUND', `${layout.folder} has no image ${digest}.`, {
    digest,
    path: layout.folder,
  });
}

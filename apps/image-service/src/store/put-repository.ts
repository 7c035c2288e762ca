import type { Digest } from '@registry-images/model';

import { deriveImage } from './derive-image.ts';
import { digestKey } from './digest-key.ts';
import type { DamagedManifest, ManifestRecord, RepositoryChange, RepositoryState } from './image-store.ts';
import type { ImageRow, RepositoryRow } from './image-table.ts';
import type { Tables } from './tables.ts';

/**
 * Brings the store to what a repository has. Only what differs is written, so that one that is as it was costs little.
 * To be called in a transaction.
 */
export function putRepository(
  tables: Tables,
  state: RepositoryState,
): RepositoryChange & { isChange: boolean } {
  const { repositories } = tables;
  const isNew = repositories.find(state.name) === undefined;
  const writer = createWriter(tables, repositories.open(state.registryId, state.name), state.seenMs);
  for (const digest of state.gone) writer.remove(digest);
  for (const manifest of state.manifests) writer.putManifest(manifest);
  const retagged = writer.putTags(state.tags);
  writer.putEntries(state.untagged);
  for (const [digest, pushedMs] of state.pushedMs) writer.putPushed(digest, pushedMs);
  const { added, removed, isChange } = writer.finish();
  return { added, removed, retagged, isChange: isChange || isNew };
}

/** Takes one image out, with its tags. To be called in a transaction. */
export function removeImage(tables: Tables, repository: RepositoryRow, digest: Digest): boolean {
  const writer = createWriter(tables, repository, 0);
  writer.remove(digest);
  return writer.finish().isChange;
}

/** Forgets a repository with its images; its number and its name stay. To be called in a transaction. */
export function removeRepository(tables: Tables, repository: RepositoryRow): void {
  const { images, manifests, repositories } = tables;
  for (const image of images.all(repository).values()) {
    images.remove(image);
    if (image.manifest !== undefined) manifests.release(repository.registry, image.manifest);
  }
  repositories.close(repository);
}

/** Writes what became different, and remembers for what that matters until it is finished. */
function createWriter(tables: Tables, repository: RepositoryRow, seenMs: number) {
  const { sql, images, manifests, edges, repositories } = tables;
  const rows = images.all(repository);
  const knownTags = tables.tagsOf(repository);
  /** What came, went, or can be read now and could not be before, or the other way round. */
  const changed = new Set<Digest>();
  /** What has to be derived anew. */
  const touched = new Set<Digest>();
  let added = 0;
  let removed = 0;

  const ensure = (digest: Digest): ImageRow | undefined => {
    const known = rows.get(digest);
    if (known) return known;
    const image = images.add(repository, digest, seenMs);
    if (!image) return undefined;
    added += 1;
    rows.set(digest, image);
    changed.add(digest);
    return image;
  };

  const touchChildren = (manifest: number | undefined): void => {
    const content = manifest === undefined ? undefined : manifests.get(manifest)?.content;
    for (const child of content?.children ?? []) touched.add(child);
  };

  const setManifest = (image: ImageRow, manifest: number | undefined): void => {
    if (image.manifest === manifest) return;
    touchChildren(image.manifest);
    images.setManifest(image, manifest);
    edges.disconnect(image);
    if (image.manifest !== undefined) manifests.release(repository.registry, image.manifest);
    const kept = manifest === undefined ? undefined : manifests.get(manifest);
    if (kept) edges.connect(repository, image, kept);
    touchChildren(manifest);
    rows.set(image.digest, { ...image, manifest });
    changed.add(image.digest);
  };

  /** An image of which only the digest is told: perhaps another repository of the registry has its manifest. */
  const ensureNamed = (digest: Digest): ImageRow | undefined => {
    const known = rows.get(digest);
    if (known) return known;
    const image = ensure(digest);
    const key = digestKey(digest);
    if (image && key) setManifest(image, manifests.find(repository.registry, key));
    return rows.get(digest);
  };

  return {
    remove(digest: Digest): void {
      const image = rows.get(digest);
      if (!image) return;
      touchChildren(image.manifest);
      images.remove(image);
      if (image.manifest !== undefined) manifests.release(repository.registry, image.manifest);
      rows.delete(digest);
      removed += 1;
      changed.add(digest);
    },
    putManifest(record: ManifestRecord | DamagedManifest): void {
      const image = ensure(record.digest);
      const key = digestKey(record.digest);
      if (!image || !key) return;
      setManifest(image, 'damaged' in record ? undefined : manifests.put(repository.registry, record, key));
    },
    /** Answers how many tags came, went or moved. */
    putTags(tags: ReadonlyMap<string, Digest>): number {
      const isKept = (tag: string, digest: Digest): boolean =>
        knownTags.get(tag) === digest && tags.get(tag) === digest && rows.has(digest);
      let retagged = 0;
      for (const [tag, digest] of knownTags) {
        if (isKept(tag, digest)) continue;
        const image = rows.get(digest);
        if (image) sql('DELETE FROM tags WHERE image = ? AND tag = ?').run(image.id, tag);
        touched.add(digest);
        if (!tags.has(tag)) retagged += 1;
      }
      for (const [tag, digest] of tags) {
        if (isKept(tag, digest)) continue;
        const image = ensureNamed(digest);
        if (!image) continue;
        sql('INSERT INTO tags VALUES (?, ?)').run(image.id, tag);
        touched.add(digest);
        retagged += 1;
      }
      return retagged;
    },
    putEntries(entries: ReadonlySet<Digest>): void {
      for (const digest of entries) ensureNamed(digest);
      for (const image of rows.values()) {
        const isEntry = entries.has(image.digest);
        if (isEntry === image.isEntry) continue;
        images.setEntry(image, isEntry);
        touched.add(image.digest);
      }
    },
    putPushed(digest: Digest, toldMs: number): void {
      const image = rows.get(digest);
      const pushedMs = Math.trunc(toldMs);
      // Events come in any order; the latest push counts.
      if (!image || !(pushedMs > (image.pushedMs ?? Number.NEGATIVE_INFINITY))) return;
      images.setPushed(image, pushedMs);
      rows.set(digest, { ...image, pushedMs });
      touched.add(digest);
    },
    finish(): { readonly added: number; readonly removed: number; readonly isChange: boolean } {
      for (const digest of changed) {
        touched.add(digest);
        for (const referrer of edges.sources(repository, digest, 'subject')) touched.add(referrer);
        for (const index of edges.sourcesAbove(repository, digest, 'child')) touched.add(index);
      }
      for (const digest of touched) {
        const image = rows.get(digest);
        if (image) deriveImage(tables, repository, image);
      }
      const isChange = touched.size > 0;
      if (isChange) repositories.count(repository);
      return { added, removed, isChange };
    },
  };
}

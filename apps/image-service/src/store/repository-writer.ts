import type { Digest } from '@registry-images/model';

import { deriveImage } from './derive-image.ts';
import { listedDigests, ownBlobs } from './image-content.ts';
import type { DamagedManifest, ManifestRecord } from './image-store.ts';
import type { ImageRow, RepositoryRow } from './image-table.ts';
import { plausibleTime } from './plausible-time.ts';
import type { Tables } from './tables.ts';

/** Writes what is told and differs from what is there; what follows from it for other images is done at the end. */
export interface RepositoryWriter {
  remove(digest: Digest): void;
  putManifest(record: ManifestRecord | DamagedManifest): void;
  /** Answers how many tags came, went or moved. */
  putTags(tags: ReadonlyMap<string, Digest>): number;
  putEntries(entries: ReadonlySet<Digest>): void;
  putPushed(digest: Digest, pushedMs: number): void;
  finish(): { readonly added: number; readonly removed: number; readonly isChange: boolean };
}

/** Begins to write a repository, of which the images are held in memory meanwhile. `seenMs` is for those that are new. */
export function createRepositoryWriter(
  tables: Tables,
  repository: RepositoryRow,
  seenMs: number,
): RepositoryWriter {
  const { images, blobs, edges, repositories } = tables;
  const rows = images.all(repository);
  const knownTags = tagsOfAll(rows.values());
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

  const touchListed = (image: ImageRow): void => {
    for (const child of edges.targets(repository, image)) touched.add(child);
  };
  /** Undoes what the manifest of an image has led to. */
  const disconnect = (image: ImageRow): void => {
    const manifest = images.manifest(image);
    touchListed(image);
    edges.disconnect(image);
    const needed = manifest ? ownBlobs(manifest.content).map(([blob]) => blob) : images.damagedBlobs(image);
    blobs.release(repository.registry, image.id, [image.digest, ...needed]);
  };
  const connectDamaged = (image: ImageRow, { children = [], blobs: needed = [] }: DamagedManifest): void => {
    images.setDamaged(image, needed);
    edges.connect(repository, image, children);
    touchListed(image);
    if (needed.length > 0) blobs.use(repository.registry, image.id, [image.digest, ...needed]);
  };
  const connect = (image: ImageRow, record: ManifestRecord): void => {
    const { content, subject } = images.setManifest(image, record);
    edges.connect(repository, image, listedDigests(content));
    edges.connectSubject(repository, image, subject);
    touchListed(image);
    const needed = ownBlobs(content).map(([blob]) => blob);
    blobs.use(repository.registry, image.id, [image.digest, ...needed]);
  };

  return {
    remove(digest) {
      const image = rows.get(digest);
      if (!image) return;
      disconnect(image);
      images.remove(image);
      rows.delete(digest);
      removed += 1;
      changed.add(digest);
    },
    putManifest(record) {
      const image = ensure(record.digest);
      // What has a digest never changes; what could be told of a damaged one does.
      if (!image || !(image.isDamaged || 'damaged' in record)) return;
      disconnect(image);
      if ('damaged' in record) connectDamaged(image, record);
      else connect(image, record);
      const isDamaged = 'damaged' in record;
      if (isDamaged === image.isDamaged) return;
      rows.set(image.digest, { ...image, isDamaged });
      changed.add(image.digest);
    },
    putTags(tags) {
      for (const digest of new Set(tags.values())) ensure(digest);
      const byImage = Map.groupBy(tags.keys(), (tag) => tags.get(tag));
      for (const image of rows.values()) {
        const next = (byImage.get(image.digest) ?? []).toSorted();
        if (next.length === image.tags.length && next.every((tag, place) => tag === image.tags[place]))
          continue;
        images.setTags(image, next);
        rows.set(image.digest, { ...image, tags: next });
        touched.add(image.digest);
      }
      const all = new Set([...knownTags.keys(), ...tags.keys()]);
      return [...all].filter((tag) => knownTags.get(tag) !== tags.get(tag)).length;
    },
    putEntries(entries) {
      for (const digest of entries) ensure(digest);
      for (const image of rows.values()) {
        const isEntry = entries.has(image.digest);
        if (isEntry === image.isEntry) continue;
        images.setEntry(image, isEntry);
        rows.set(image.digest, { ...image, isEntry });
        touched.add(image.digest);
      }
    },
    putPushed(digest, toldMs) {
      const image = rows.get(digest);
      const pushedMs = plausibleTime(toldMs);
      if (!image || pushedMs === undefined) return;
      // Events come in any order; the latest push counts.
      if (image.pushedMs !== undefined && image.pushedMs >= pushedMs) return;
      images.setPushed(image, pushedMs);
      rows.set(digest, { ...image, pushedMs });
      touched.add(digest);
    },
    finish() {
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

function tagsOfAll(images: Iterable<ImageRow>): ReadonlyMap<string, Digest> {
  const tags = new Map<string, Digest>();
  for (const { tags: own, digest } of images) for (const tag of own) tags.set(tag, digest);
  return tags;
}

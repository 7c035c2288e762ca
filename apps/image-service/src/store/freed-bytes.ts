import type { Digest } from '@registry-images/model';

import { isLocal, ownBlobs } from './image-content.ts';
import type { StoredImage } from './image-store.ts';
import type { ImageRow, RepositoryRow } from './image-table.ts';
import { findOrphans } from './relations.ts';
import type { Tables } from './tables.ts';

/** See `ImageStore.freedBytes`. */
export function countFreedBytes(
  tables: Tables,
  repository: RepositoryRow,
  images: readonly StoredImage[],
  shared: 'registry' | 'repository',
): number {
  const named = images
    .map(({ digest }) => tables.images.find(repository, digest))
    .filter((image) => image !== undefined);
  const going = shared === 'repository' ? withUnnamed(tables, repository, named) : named;
  const goes = new Set(going.map(({ id }) => id));

  let bytes = 0;
  for (const [digest, size] of sizesOf(tables, going)) {
    if (!isUsedByOthers(tables, repository, digest, goes, shared)) bytes += size;
  }
  return bytes;
}

/** Whether an image needs a blob that is none of `goes`. */
function isUsedByOthers(
  { sql, blobs }: Tables,
  { id, registry }: RepositoryRow,
  digest: Digest,
  goes: ReadonlySet<number>,
  shared: 'registry' | 'repository',
): boolean {
  const isHere = (image: number): boolean =>
    sql('SELECT 1 FROM images WHERE id = ? AND repository = ?').get(image, id) !== undefined;
  for (const image of blobs.users(registry, digest)) {
    if (!goes.has(image) && (shared === 'registry' || isHere(image))) return true;
  }
  return false;
}

/** The bytes of everything that is there of some images, manifests included, each digest once. */
function sizesOf({ images }: Tables, some: readonly ImageRow[]): ReadonlyMap<Digest, number> {
  const sizes = new Map<Digest, number>();
  for (const image of some) {
    const manifest = images.manifest(image);
    if (!manifest) continue;
    sizes.set(image.digest, manifest.size);
    for (const blob of ownBlobs(manifest.content)) if (isLocal(blob)) sizes.set(blob[0], blob[1]);
  }
  return sizes;
}

/** In a layout, what an index contains goes with it, unless the layout names it or another image needs it. */
function withUnnamed(tables: Tables, repository: RepositoryRow, images: readonly ImageRow[]): ImageRow[] {
  const going = images.map(({ digest }) => digest);
  const below = going.flatMap((digest) => tables.edges.below(repository, digest)).map(({ image }) => image);
  const unnamed = below.filter(({ isEntry, digest }) => !isEntry && !going.includes(digest));
  const all = [...images, ...findOrphans(tables, repository, going, unnamed)];
  return [...new Map(all.map((image) => [image.digest, image])).values()];
}

import type { Digest } from '@registry-images/model';

import { digestKey } from './digest-key.ts';
import { isLocal, ownBlobs } from './image-content.ts';
import type { StoredImage } from './image-store.ts';
import type { ImageRow, RepositoryRow } from './image-table.ts';
import { findOrphans } from './relations.ts';
import { integer, type Row } from './row.ts';
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
  const manifests = [...new Set(going.map(({ manifest }) => manifest).filter((id) => id !== undefined))];
  const isElsewhere = elsewhere(tables, repository, new Set(going.map(({ id }) => id)), shared);

  const gone = new Set(manifests.filter((manifest) => !isElsewhere(manifest)));
  const sizes = new Map<Digest, number>();
  let bytes = 0;
  for (const id of gone) {
    const manifest = tables.manifests.get(id);
    bytes += manifest?.size ?? 0;
    for (const blob of manifest ? ownBlobs(manifest.content) : [])
      if (isLocal(blob)) sizes.set(blob[0], blob[1]);
  }
  for (const [digest, size] of sizes) {
    const stays = someUser(tables, repository, digest, (user) => !gone.has(user) && isElsewhere(user));
    if (!stays) bytes += size;
  }
  return bytes;
}

/** In a layout, what an index contains goes with it, unless the layout names it or another image needs it. */
function withUnnamed(tables: Tables, repository: RepositoryRow, images: readonly ImageRow[]): ImageRow[] {
  const going = images.map(({ digest }) => digest);
  const below = going.flatMap((digest) => tables.edges.below(repository, digest)).map(({ image }) => image);
  const unnamed = below.filter(({ isEntry, digest }) => !isEntry && !going.includes(digest));
  const all = [...images, ...findOrphans(tables, repository, going, unnamed)];
  return [...new Map(all.map((image) => [image.digest, image])).values()];
}

/** Whether an image that does not go has a manifest, as far as blobs are shared. */
function elsewhere(
  { sql }: Tables,
  { id }: RepositoryRow,
  going: ReadonlySet<number>,
  shared: 'registry' | 'repository',
): (manifest: number) => boolean {
  const ofManifest = (manifest: number): Row[] =>
    shared === 'registry'
      ? sql('SELECT id FROM images WHERE manifest = ?').all(manifest)
      : sql('SELECT id FROM images WHERE manifest = ? AND repository = ?').all(manifest, id);
  return (manifest) => ofManifest(manifest).some((row) => !going.has(integer(row, 'id')));
}

/** Row by row, for a layer of a base image has thousands, and the first that stays decides. */
function someUser(
  { sql }: Tables,
  { registry }: RepositoryRow,
  digest: Digest,
  isMeant: (manifest: number) => boolean,
): boolean {
  const users = sql(
    'SELECT manifest FROM blob_users WHERE blob = (SELECT id FROM blobs WHERE registry = ? AND digest = ?)',
  ).iterate(registry, digestKey(digest) ?? null);
  for (const row of users) if (isMeant(integer(row, 'manifest'))) return true;
  return false;
}

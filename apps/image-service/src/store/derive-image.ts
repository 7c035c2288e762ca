import { distinctBlobs, ownBlobs, type KeptBlob } from './image-content.ts';
import type { ImageRow, KeptManifest, RepositoryRow } from './image-table.ts';
import { integer, optionalText } from './row.ts';
import type { Tables } from './tables.ts';

/** Sets what follows from an image's tags, its manifest and its neighbours: whether it is listed, its dates and size. */
export function deriveImage(tables: Tables, repository: RepositoryRow, image: ImageRow): void {
  const { sql, images } = tables;
  const row = sql('SELECT is_listed, seen_ms, created_ms, modified_ms, merged FROM images WHERE id = ?').get(
    image.id,
  );
  if (!row) return;
  const manifest = images.manifest(image);
  const { blobs, builtMs } = manifest ? mergeBelow(tables, repository, image, manifest) : nothing;
  const modifiedMs = image.pushedMs ?? integer(row, 'seen_ms');
  const next = {
    listed: Number(isListed(tables, repository, image, manifest)),
    createdMs: builtMs ?? modifiedMs,
    modifiedMs,
    merged: blobs && JSON.stringify(blobs),
  };
  const isSame =
    next.listed === integer(row, 'is_listed') &&
    next.createdMs === integer(row, 'created_ms') &&
    next.modifiedMs === integer(row, 'modified_ms') &&
    next.merged === optionalText(row, 'merged');
  if (isSame) return;
  sql('UPDATE images SET is_listed = ?, created_ms = ?, modified_ms = ?, merged = ? WHERE id = ?').run(
    next.listed,
    next.createdMs,
    next.modifiedMs,
    next.merged ?? null,
    image.id,
  );
}

interface Merged {
  /** Of an index, each digest once; undefined for everything else. */
  readonly blobs: readonly KeptBlob[] | undefined;
  /** When it was built; of an index, when the latest of its images was. */
  readonly builtMs: number | undefined;
}

const nothing: Merged = { blobs: undefined, builtMs: undefined };

function mergeBelow(
  { edges }: Tables,
  repository: RepositoryRow,
  image: ImageRow,
  manifest: KeptManifest,
): Merged {
  if (!manifest.isIndex) return { blobs: undefined, builtMs: manifest.statedMs };
  const below = edges.below(repository, image.digest).map((child) => child.manifest);
  const all = [manifest, ...below].filter((each) => each !== undefined);
  const dates = all.map(({ statedMs }) => statedMs).filter((ms) => ms !== undefined);
  return {
    blobs: distinctBlobs(all.flatMap(({ content }) => ownBlobs(content))),
    builtMs: dates.length > 0 ? Math.max(...dates) : undefined,
  };
}

/** See `ImageStore` for the rule. */
function isListed(
  { sql, edges }: Tables,
  repository: RepositoryRow,
  { digest, tags }: ImageRow,
  manifest: KeptManifest | undefined,
): boolean {
  if (tags.length > 0) return true;
  if (edges.sources(repository, digest, 'child').length > 0) return false;
  if (!manifest?.subject) return true;
  return !sql('SELECT 1 FROM images WHERE repository = ? AND digest = ?').get(
    repository.id,
    manifest.subject,
  );
}

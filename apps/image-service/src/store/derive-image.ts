import type { Edges } from './edges.ts';
import { distinctBlobs, ownBlobs, type KeptBlob } from './image-content.ts';
import type { ImageRow, RepositoryRow } from './image-table.ts';
import type { KeptManifest, ManifestTable } from './manifest-table.ts';
import { integer, optionalText } from './row.ts';
import type { Statements } from './statements.ts';

/** What {@link deriveImage} needs. */
export interface DeriveDeps {
  readonly sql: Statements;
  readonly manifests: ManifestTable;
  readonly edges: Edges;
}

/** Sets what follows from an image's tags, its manifest and its neighbours: whether it is listed, its dates and size. */
export function deriveImage(deps: DeriveDeps, repository: RepositoryRow, image: ImageRow): void {
  const { sql, manifests } = deps;
  const row = sql('SELECT is_listed, seen_ms, created_ms, modified_ms, merged FROM images WHERE id = ?').get(
    image.id,
  );
  if (!row) return;
  const manifest = image.manifest === undefined ? undefined : manifests.get(image.manifest);
  const seenMs = integer(row, 'seen_ms');
  const { blobs, builtMs } = manifest ? mergeBelow(deps, repository, image, manifest) : nothing;
  const modifiedMs = image.pushedMs ?? seenMs;
  const next = {
    listed: Number(isListed(deps, repository, image, manifest)),
    createdMs: builtMs ?? modifiedMs,
    modifiedMs,
    merged: blobs ? JSON.stringify(blobs) : undefined,
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
  { edges }: DeriveDeps,
  repository: RepositoryRow,
  image: ImageRow,
  manifest: KeptManifest,
): Merged {
  if (!manifest.isIndex) return { blobs: undefined, builtMs: manifest.createdMs };
  const below = edges.below(repository, image.digest).map((child) => child.manifest);
  const all = [manifest, ...below].filter((each) => each !== undefined);
  const dates = all.map(({ createdMs }) => createdMs).filter((ms) => ms !== undefined);
  return {
    blobs: distinctBlobs(all.flatMap(({ content }) => ownBlobs(content))),
    builtMs: dates.length > 0 ? Math.max(...dates) : undefined,
  };
}

/** See `ImageStore` for the rule. */
function isListed(
  { sql, edges }: DeriveDeps,
  repository: RepositoryRow,
  { id, digest }: ImageRow,
  manifest: KeptManifest | undefined,
): boolean {
  if (sql('SELECT 1 FROM tags WHERE image = ? LIMIT 1').get(id)) return true;
  if (edges.sources(repository, digest, 'child').length > 0) return false;
  if (!manifest?.subject) return true;
  return !sql('SELECT 1 FROM images WHERE repository = ? AND digest = ?').get(
    repository.id,
    manifest.subject,
  );
}

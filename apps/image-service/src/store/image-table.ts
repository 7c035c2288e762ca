import type { Digest } from '@registry-images/model';

import { digestKey, digestOfKey, digestTail } from './digest-key.ts';
import { imageId } from './image-id.ts';
import { bytes, integer, optionalBytes, optionalInteger, type Row } from './row.ts';
import type { Statements } from './statements.ts';

/** A repository as the store has it. */
export interface RepositoryRow {
  readonly id: number;
  readonly registry: number;
  readonly name: string;
}

/** An image as far as its place among others needs it. */
export interface ImageRow {
  readonly id: number;
  readonly digest: Digest;
  /** Undefined for a damaged one. */
  readonly manifest: number | undefined;
  readonly isEntry: boolean;
  readonly pushedMs: number | undefined;
}

/** The images of repositories. */
export interface ImageTable {
  all(repository: RepositoryRow): Map<Digest, ImageRow>;
  find(repository: RepositoryRow, digest: Digest): ImageRow | undefined;
  /** Adds one, of which everything else is then set; undefined for a digest that nothing can verify. */
  add(repository: RepositoryRow, digest: Digest, seenMs: number): ImageRow | undefined;
  setManifest(image: ImageRow, manifest: number | undefined): void;
  setEntry(image: ImageRow, isEntry: boolean): void;
  setPushed(image: ImageRow, pushedMs: number): void;
  /** Its tags and edges go with it. */
  remove(image: ImageRow): void;
}

const columns = 'id, digest, digest_tail, manifest, is_entry, pushed_ms';

/** Makes the table on a connection. */
export function createImageTable(sql: Statements): ImageTable {
  return {
    all({ id }) {
      const rows = sql(`SELECT ${columns} FROM images WHERE repository = ?`).all(id);
      return new Map(rows.map(toImageRow).map((image) => [image.digest, image]));
    },
    find({ id }, digest) {
      const key = digestKey(digest);
      const row =
        key && sql(`SELECT ${columns} FROM images WHERE repository = ? AND digest = ?`).get(id, key);
      return row && toImageRow(row);
    },
    add(repository, digest, seenMs) {
      const key = digestKey(digest);
      if (!key) return undefined;
      const { id, registry, name } = repository;
      const seen = Math.trunc(seenMs);
      const { lastInsertRowid } = sql(
        `INSERT INTO images (registry, repository, name, digest, digest_tail, public_id, is_listed, is_entry, seen_ms, created_ms, modified_ms)
         VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?)`,
      ).run(registry, id, name, key, digestTail(digest), imageId(name, digest), seen, seen, seen);
      return {
        id: Number(lastInsertRowid),
        digest,
        manifest: undefined,
        isEntry: false,
        pushedMs: undefined,
      };
    },
    setManifest({ id }, manifest) {
      sql('UPDATE images SET manifest = ? WHERE id = ?').run(manifest ?? null, id);
    },
    setEntry({ id }, isEntry) {
      sql('UPDATE images SET is_entry = ? WHERE id = ?').run(Number(isEntry), id);
    },
    setPushed({ id }, pushedMs) {
      sql('UPDATE images SET pushed_ms = ? WHERE id = ?').run(pushedMs, id);
    },
    remove({ id }) {
      sql('DELETE FROM images WHERE id = ?').run(id);
    },
  };
}

function toImageRow(row: Row): ImageRow {
  return {
    id: integer(row, 'id'),
    digest: digestOfKey(bytes(row, 'digest'), optionalBytes(row, 'digest_tail')),
    manifest: optionalInteger(row, 'manifest'),
    isEntry: integer(row, 'is_entry') === 1,
    pushedMs: optionalInteger(row, 'pushed_ms'),
  };
}

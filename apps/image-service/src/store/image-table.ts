import type { Digest } from '@registry-images/model';
import { isIndexMediaType } from '@registry-images/oci';

import { digestKey, digestOfKey, digestTail } from './digest-key.ts';
import { keptContent, type KeptContent } from './image-content.ts';
import { imageId } from './image-id.ts';
import type { ManifestRecord } from './image-store.ts';
import { plausibleTime } from './plausible-time.ts';
import { bytes, integer, optionalBytes, optionalInteger, optionalText, text, type Row } from './row.ts';
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
  readonly isDamaged: boolean;
  /** Sorted. */
  readonly tags: readonly string[];
  readonly isEntry: boolean;
  readonly pushedMs: number | undefined;
}

/** What the manifest of an image says. */
export interface KeptManifest {
  readonly isIndex: boolean;
  /** The bytes of the document itself. */
  readonly size: number;
  readonly statedMs: number | undefined;
  /** The key of what it says something about. */
  readonly subject: Uint8Array | null;
  readonly content: KeptContent;
}

/** The images of repositories. */
export interface ImageTable {
  all(repository: RepositoryRow): Map<Digest, ImageRow>;
  find(repository: RepositoryRow, digest: Digest): ImageRow | undefined;
  /** Adds a damaged one without tags; undefined for a digest that nothing can verify. */
  add(repository: RepositoryRow, digest: Digest, seenMs: number): ImageRow | undefined;
  /** Undefined for a damaged one. */
  manifest(image: ImageRow): KeptManifest | undefined;
  /** Makes it whole. Answers what is kept. */
  setManifest(image: ImageRow, record: ManifestRecord): KeptManifest;
  /** Makes it damaged; `blobs` are those that it needs all the same. */
  setDamaged(image: ImageRow, blobs: readonly Digest[]): void;
  /** The blobs that a damaged one needs all the same. */
  damagedBlobs(image: ImageRow): readonly Digest[];
  setTags(image: ImageRow, tags: readonly string[]): void;
  setEntry(image: ImageRow, isEntry: boolean): void;
  setPushed(image: ImageRow, pushedMs: number): void;
  /** Its edges go with it. */
  remove(image: ImageRow): void;
}

const columns = 'id, digest, digest_tail, content IS NULL AS is_damaged, tags, is_entry, pushed_ms';

/** Makes the table on a connection. */
export function createImageTable(sql: Statements): ImageTable {
  return {
    all({ id }) {
      const rows = sql(`SELECT ${columns} FROM images WHERE repository = ?`).all(id);
      return new Map(rows.map(toImageRow).map((image) => [image.digest, image]));
    },
    find({ id }, digest) {
      const key = digestKey(digest) ?? null;
      const row = sql(`SELECT ${columns} FROM images WHERE repository = ? AND digest = ?`).get(id, key);
      return row && toImageRow(row);
    },
    add({ id, registry, name }, digest, seenMs) {
      const key = digestKey(digest);
      if (!key) return undefined;
      const seen = Math.trunc(seenMs);
      const { lastInsertRowid } = sql(
        `INSERT INTO images (registry, repository, name, digest, digest_tail, public_id, seen_ms, created_ms, modified_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(registry, id, name, key, digestTail(digest), imageId(name, digest), seen, seen, seen);
      const fresh = { isDamaged: true, tags: [], isEntry: false, pushedMs: undefined };
      return { id: Number(lastInsertRowid), digest, ...fresh };
    },
    manifest({ id }) {
      const row = sql(
        'SELECT media_type, size, subject, stated_ms, content FROM images WHERE id = ? AND content IS NOT NULL',
      ).get(id);
      return row && toManifest(row);
    },
    setManifest({ id }, record) {
      const { mediaType, size } = record;
      const manifest = keptManifest(record);
      const { subject, statedMs, content } = manifest;
      sql(
        `UPDATE images SET media_type = ?, size = ?, subject = ?, stated_ms = ?, content = ?, damaged_blobs = NULL
         WHERE id = ?`,
      ).run(mediaType, size, subject, statedMs ?? null, JSON.stringify(content), id);
      return manifest;
    },
    setDamaged({ id }, blobs) {
      sql(
        `UPDATE images SET media_type = NULL, size = NULL, subject = NULL, stated_ms = NULL, content = NULL,
           damaged_blobs = ? WHERE id = ?`,
      ).run(blobs.length > 0 ? JSON.stringify(blobs) : null, id);
    },
    damagedBlobs({ id }) {
      const row = sql('SELECT damaged_blobs FROM images WHERE id = ?').get(id);
      const json = row && optionalText(row, 'damaged_blobs');
      // Written by `setDamaged` and by nobody else.
      return json === undefined ? [] : JSON.parse(json);
    },
    setTags({ id }, tags) {
      const json = tags.length > 0 ? JSON.stringify(tags) : null;
      sql('UPDATE images SET tags = ? WHERE id = ?').run(json, id);
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

/** The tags of a row, which the table wrote itself. */
export function tagsOf(row: Row): string[] {
  const json = optionalText(row, 'tags');
  return json === undefined ? [] : JSON.parse(json);
}

/** The digest of a row. */
export function digestOf(row: Row): Digest {
  return digestOfKey(bytes(row, 'digest'), optionalBytes(row, 'digest_tail'));
}

function toImageRow(row: Row): ImageRow {
  return {
    id: integer(row, 'id'),
    digest: digestOf(row),
    isDamaged: integer(row, 'is_damaged') === 1,
    tags: tagsOf(row),
    isEntry: integer(row, 'is_entry') === 1,
    pushedMs: optionalInteger(row, 'pushed_ms'),
  };
}

function keptManifest(record: ManifestRecord): KeptManifest {
  const { mediaType, size, subject, createdMs } = record;
  return {
    isIndex: isIndexMediaType(mediaType),
    size,
    statedMs: plausibleTime(createdMs),
    subject: (subject === undefined ? undefined : digestKey(subject)) ?? null,
    content: keptContent(record),
  };
}

function toManifest(row: Row): KeptManifest {
  return {
    isIndex: isIndexMediaType(text(row, 'media_type')),
    size: integer(row, 'size'),
    statedMs: optionalInteger(row, 'stated_ms'),
    subject: optionalBytes(row, 'subject'),
    // Written by `setManifest` and by nobody else.
    content: JSON.parse(text(row, 'content')),
  };
}

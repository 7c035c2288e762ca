import type { Digest } from '@registry-images/model';
import { isIndexMediaType } from '@registry-images/oci';

import { digestKey } from './digest-key.ts';
import { keptContent, ownBlobs, type KeptContent } from './image-content.ts';
import type { ManifestRecord } from './image-store.ts';
import { integer, optionalBytes, optionalInteger, text, type Row } from './row.ts';
import type { Statements } from './statements.ts';

/** A manifest as the store has it, for whoever needs its parts. */
export interface KeptManifest {
  readonly id: number;
  readonly isIndex: boolean;
  /** The bytes of the document itself. */
  readonly size: number;
  readonly createdMs: number | undefined;
  /** The key of what it says something about. */
  readonly subject: Uint8Array | null;
  readonly content: KeptContent;
}

/** The manifests of all registries, each once for a registry, and which blobs they need. */
export interface ManifestTable {
  /** The number of a manifest; it is stored where it was not. */
  put(registry: number, record: ManifestRecord, key: Uint8Array): number;
  find(registry: number, key: Uint8Array): number | undefined;
  get(id: number): KeptManifest | undefined;
  /** Forgets a manifest that no image of the registry has any more. */
  release(registry: number, id: number): void;
}

/** Makes the table on a connection. */
export function createManifestTable(sql: Statements): ManifestTable {
  const find = (registry: number, key: Uint8Array): number | undefined => {
    const row = sql('SELECT id FROM manifests WHERE registry = ? AND digest = ?').get(registry, key);
    return row && integer(row, 'id');
  };

  const blobId = (registry: number, key: Uint8Array): number | undefined => {
    const row = sql('SELECT id FROM blobs WHERE registry = ? AND digest = ?').get(registry, key);
    return row && integer(row, 'id');
  };

  const use = (registry: number, manifest: number, digest: Digest): void => {
    const key = digestKey(digest);
    if (!key) return;
    const blob =
      blobId(registry, key) ??
      Number(sql('INSERT INTO blobs (registry, digest) VALUES (?, ?)').run(registry, key).lastInsertRowid);
    sql('INSERT OR IGNORE INTO blob_users VALUES (?, ?)').run(blob, manifest);
  };

  const drop = (registry: number, manifest: number, digest: Digest): void => {
    const key = digestKey(digest);
    const blob = key && blobId(registry, key);
    if (blob === undefined) return;
    sql('DELETE FROM blob_users WHERE blob = ? AND manifest = ?').run(blob, manifest);
    sql('DELETE FROM blobs WHERE id = ? AND NOT EXISTS (SELECT 1 FROM blob_users WHERE blob = blobs.id)').run(
      blob,
    );
  };

  const get = (id: number): KeptManifest | undefined => {
    const row = sql(
      'SELECT id, media_type, size, created_ms, subject, content FROM manifests WHERE id = ?',
    ).get(id);
    return row && toManifest(row);
  };

  return {
    find,
    get,
    put(registry, record, key) {
      const known = find(registry, key);
      if (known !== undefined) return known;
      const content = keptContent(record);
      const subject = record.subject === undefined ? undefined : digestKey(record.subject);
      const { lastInsertRowid } = sql(
        'INSERT INTO manifests (registry, digest, media_type, size, subject, created_ms, content) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ).run(
        registry,
        key,
        record.mediaType,
        record.size,
        subject ?? null,
        statedMs(record.createdMs),
        JSON.stringify(content),
      );
      const id = Number(lastInsertRowid);
      for (const [digest] of ownBlobs(content)) use(registry, id, digest);
      return id;
    },
    release(registry, id) {
      if (sql('SELECT 1 FROM images WHERE manifest = ? LIMIT 1').get(id)) return;
      const manifest = get(id);
      if (!manifest) return;
      for (const [digest] of ownBlobs(manifest.content)) drop(registry, id, digest);
      sql('DELETE FROM manifests WHERE id = ?').run(id);
    },
  };
}

function toManifest(row: Row): KeptManifest {
  return {
    id: integer(row, 'id'),
    isIndex: isIndexMediaType(text(row, 'media_type')),
    size: integer(row, 'size'),
    createdMs: optionalInteger(row, 'created_ms'),
    subject: optionalBytes(row, 'subject'),
    // Written by `put` and by nobody else.
    content: JSON.parse(text(row, 'content')),
  };
}

/** Before this there were no container images: 1970 and 1980 are what reproducible builds write, and year 1 is Go's zero. */
const earliestMs = Date.parse('2000-01-01T00:00:00Z');
/** The last that RFC 3339 can write. */
const latestMs = Date.parse('9999-12-31T23:59:59.999Z');

/** A date that is one: null for those that stand for none. */
function statedMs(createdMs = Number.NaN): number | null {
  return createdMs >= earliestMs && createdMs <= latestMs ? Math.trunc(createdMs) : null;
}

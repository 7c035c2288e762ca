import type { Digest } from '@registry-images/model';

import { digestKey } from './digest-key.ts';
import { integer } from './row.ts';
import type { Statements } from './statements.ts';

/** Which images of a registry need which blobs. */
export interface BlobTable {
  use(registry: number, image: number, digests: Iterable<Digest>): void;
  release(registry: number, image: number, digests: Iterable<Digest>): void;
  /** The images that need a blob, one after another: a layer of a base image has thousands. */
  users(registry: number, digest: Digest): Iterable<number>;
}

/** Makes the table on a connection. */
export function createBlobTable(sql: Statements): BlobTable {
  const find = (registry: number, digest: Digest): number | undefined => {
    const row = sql('SELECT id FROM blobs WHERE registry = ? AND digest = ?').get(
      registry,
      digestKey(digest) ?? null,
    );
    return row && integer(row, 'id');
  };
  const add = (registry: number, digest: Digest): number | undefined => {
    const key = digestKey(digest);
    if (!key) return undefined;
    return Number(
      sql('INSERT INTO blobs (registry, digest) VALUES (?, ?)').run(registry, key).lastInsertRowid,
    );
  };

  return {
    use(registry, image, digests) {
      for (const digest of digests) {
        const blob = find(registry, digest) ?? add(registry, digest);
        if (blob !== undefined) sql('INSERT OR IGNORE INTO blob_users VALUES (?, ?)').run(blob, image);
      }
    },
    release(registry, image, digests) {
      for (const digest of digests) {
        const blob = find(registry, digest);
        if (blob === undefined) continue;
        sql('DELETE FROM blob_users WHERE blob = ? AND image = ?').run(blob, image);
        sql(
          'DELETE FROM blobs WHERE id = ? AND NOT EXISTS (SELECT 1 FROM blob_users WHERE blob = blobs.id)',
        ).run(blob);
      }
    },
    *users(registry, digest) {
      const blob = find(registry, digest);
      if (blob === undefined) return;
      for (const row of sql('SELECT image FROM blob_users WHERE blob = ?').iterate(blob)) {
        yield integer(row, 'image');
      }
    },
  };
}

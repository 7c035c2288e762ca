import { isDigest, type Digest } from '@registry-images/model';

import { text } from './row.ts';
import type { Statements } from './statements.ts';

/** The digests that registries said they do not have any more. */
export interface ForgottenTable {
  /** Those of a repository, whether or not it has gone itself; what was forgotten last comes first. */
  of(name: string): readonly Digest[];
  /** Nothing of a repository that never was there. */
  add(name: string, digests: Iterable<Digest>, atMs: number): void;
  /** Takes out what is too old to be asked for again. */
  prune(nowMs: number): void;
}

/** A storage that is away for longer than that is not one that comes back with what it had. */
const keptMs = 30 * 24 * 60 * 60_000;
/** More are not held in memory, of a repository. */
const maxForgotten = 10_000;

/** Makes the table on a connection. */
export function createForgottenTable(sql: Statements): ForgottenTable {
  return {
    of: (name) =>
      sql(
        `SELECT digest FROM forgotten WHERE repository = (SELECT id FROM repositories WHERE name = ?)
         ORDER BY at_ms DESC, digest LIMIT ${maxForgotten}`,
      )
        .all(name)
        .map((row) => text(row, 'digest'))
        .filter((digest) => isDigest(digest)),
    add(name, digests, atMs) {
      for (const digest of digests) {
        sql(
          `INSERT INTO forgotten SELECT id, ?2, ?3 FROM repositories WHERE name = ?1
           ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms`,
        ).run(name, digest, Math.trunc(atMs));
      }
    },
    prune: (nowMs) => void sql('DELETE FROM forgotten WHERE at_ms < ?').run(Math.trunc(nowMs - keptMs)),
  };
}

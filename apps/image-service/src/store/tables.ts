import type { Digest } from '@registry-images/model';

import type { Database } from './database.ts';
import { digestOfKey } from './digest-key.ts';
import { createEdges, type Edges } from './edges.ts';
import { createImageTable, type ImageTable, type RepositoryRow } from './image-table.ts';
import { createManifestTable, type ManifestTable } from './manifest-table.ts';
import { createRepositoryTable, type RepositoryTable } from './repository-table.ts';
import { bytes, optionalBytes, text } from './row.ts';
import { createStatements, type Statements } from './statements.ts';

/** Everything that the index has, on one connection. */
export interface Tables {
  readonly sql: Statements;
  readonly repositories: RepositoryTable;
  readonly images: ImageTable;
  readonly manifests: ManifestTable;
  readonly edges: Edges;
  tagsOf(repository: RepositoryRow): Map<string, Digest>;
}

/** Makes the tables on a connection. */
export function createTables(database: Database): Tables {
  const sql = createStatements(database);
  const images = createImageTable(sql);
  const manifests = createManifestTable(sql);
  return {
    sql,
    images,
    manifests,
    repositories: createRepositoryTable(sql),
    edges: createEdges(sql, images, manifests),
    tagsOf({ id }) {
      const rows = sql(
        'SELECT tag, digest, digest_tail FROM images JOIN tags ON tags.image = images.id WHERE repository = ?',
      ).all(id);
      return new Map(
        rows.map((row) => [
          text(row, 'tag'),
          digestOfKey(bytes(row, 'digest'), optionalBytes(row, 'digest_tail')),
        ]),
      );
    },
  };
}

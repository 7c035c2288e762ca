import { createBlobTable, type BlobTable } from './blob-table.ts';
import type { Database } from './database.ts';
import { createEdges, type Edges } from './edges.ts';
import { createForgottenTable, type ForgottenTable } from './forgotten-table.ts';
import { createImageTable, type ImageTable } from './image-table.ts';
import { createRepositoryTable, type RepositoryTable } from './repository-table.ts';
import { createStatements, type Statements } from './statements.ts';

/** Everything that the index has, on one connection. */
export interface Tables {
  readonly sql: Statements;
  readonly repositories: RepositoryTable;
  readonly images: ImageTable;
  readonly blobs: BlobTable;
  readonly edges: Edges;
  readonly forgotten: ForgottenTable;
}

/** Makes the tables on a connection. */
export function createTables(database: Database): Tables {
  const sql = createStatements(database);
  const images = createImageTable(sql);
  return {
    sql,
    images,
    blobs: createBlobTable(sql),
    repositories: createRepositoryTable(sql),
    edges: createEdges(sql, images),
    forgotten: createForgottenTable(sql),
  };
}

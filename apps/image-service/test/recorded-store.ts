import type { SQLInputValue } from 'node:sqlite';

import { createImageStore } from '../src/store/create-image-store.ts';
import { openDatabase, type Database } from '../src/store/database.ts';
import type { ImageStore } from '../src/store/image-store.ts';

/** A store, what it was asked in SQL, and how SQLite goes about that. */
export interface RecordedStore {
  readonly store: ImageStore;
  readonly database: Database;
  readonly statements: Set<string>;
  /** The rows that came out of statements so far. */
  readonly rows: () => number;
  /** The steps of SQLite's plan for a statement. */
  readonly plan: (sql: string) => string[];
}

/** Makes one in memory. */
export function makeRecordedStore(): RecordedStore {
  const database = openDatabase(':memory:');
  const statements = new Set<string>();
  let rows = 0;
  const recording: Database = {
    ...database,
    prepare(sql) {
      statements.add(sql);
      const statement = database.prepare(sql);
      const all = statement.all.bind(statement);
      const value = (...values: SQLInputValue[]): unknown => {
        const found = all(...values);
        rows += found.length;
        return found;
      };
      return Object.defineProperty(statement, 'all', { value });
    },
  };
  return {
    store: createImageStore({ database: recording }),
    database,
    statements,
    rows: () => rows,
    plan: (sql) =>
      database
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => String(detail)),
  };
}

import type { StatementSync } from 'node:sqlite';

import type { Database } from './database.ts';

/** The statement of a text, prepared once and kept. */
export type Statements = (sql: string) => StatementSync;

/** How many are kept: more than are ever in use, except for the orders of lists, of which there are thousands. */
const maxKept = 200;

/** Makes the statements of a connection. */
export function createStatements(database: Pick<Database, 'prepare'>): Statements {
  const kept = new Map<string, StatementSync>();
  return (sql) => {
    const known = kept.get(sql);
    const statement = known ?? database.prepare(sql);
    // A Map keeps the order of insertion: what was not used for longest is first.
    if (known) kept.delete(sql);
    kept.set(sql, statement);
    if (kept.size > maxKept) kept.delete(kept.keys().next().value ?? '');
    return statement;
  };
}

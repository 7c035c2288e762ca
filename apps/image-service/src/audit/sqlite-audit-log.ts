import type { Logger } from 'pino';

import type { Database } from '../store/database.ts';
import type { AuditLog } from './audit-log.ts';

/** What {@link createAuditLog} needs. */
export interface AuditLogOptions {
  readonly database: Database;
  /** Gets a line for each entry too, so that a copy leaves the machine with the rest of the log. */
  readonly logger: Logger;
}

/**
 * Makes the audit log over the database. An entry is on the disk when `record` returns; within a transaction, when that
 * is.
 */
export function createAuditLog({ database, logger }: AuditLogOptions): AuditLog {
  const insert = database.prepare('INSERT INTO audit (at_ms, outcome, caller, entry) VALUES (?, ?, ?, ?)');
  return {
    record(entry) {
      insert.run(entry.atMs, entry.outcome, entry.caller, JSON.stringify(entry));
      logger.info({ audit: entry }, 'audit');
    },
  };
}

/** The lines of the audit log, oldest first, each the JSON of an AuditEntry with `at`, the time for people. */
export function* readAuditLog(database: Pick<Database, 'prepare'>): Generator<string> {
  for (const { at_ms: atMs, entry } of database
    .prepare('SELECT at_ms, entry FROM audit ORDER BY number')
    .iterate()) {
    const at = new Date(Number(atMs)).toISOString();
    yield `{"at":"${at}",${String(entry).slice(1)}`;
  }
}

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
 * is. Refusals outlive the process and do not wait for the disk: anybody can have as many as they like. One that cannot be
 * written is in the log, and refused all the same.
 */
export function createAuditLog({ database, logger }: AuditLogOptions): AuditLog {
  const insert = database.prepare('INSERT INTO audit (at_ms, outcome, caller, entry) VALUES (?, ?, ?, ?)');
  return {
    record(entry) {
      const { atMs, outcome, caller } = entry;
      const write = () => insert.run(atMs, outcome, caller, JSON.stringify(entry));
      if (outcome !== 'refused') database.transaction(write);
      else writeOrLog(() => database.batch(write), logger);
      logger.info({ audit: entry }, 'audit');
    },
  };
}

function writeOrLog(write: () => unknown, logger: Logger): void {
  try {
    write();
  } catch (err) {
    logger.error({ err }, 'refusal not written');
  }
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

import { DatabaseSync } from 'node:sqlite';

import { readAuditLog } from '../audit/sqlite-audit-log.ts';

/**
 * Writes the audit log of a database, a JSON object a line, oldest first. It can be read while the service runs.
 *
 * @throws Error of SQLite where there is no such database.
 */
export function writeAudit(path: string, write: (line: string) => void): void {
  using database = new DatabaseSync(path, { readOnly: true });
  for (const line of readAuditLog(database)) write(`${line}\n`);
}

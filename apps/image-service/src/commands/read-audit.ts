import { DatabaseSync } from 'node:sqlite';

import { readAuditLog } from '../audit/sqlite-audit-log.ts';
import { toStoreError } from '../store/store-error.ts';

/**
 * The audit log of a database, a JSON object a line, oldest first. It can be read while the service runs.
 *
 * @throws StoreError where there is no such database, or it has no audit log.
 */
export function* readAudit(path: string): Generator<string> {
  try {
    using database = new DatabaseSync(path, { readOnly: true });
    for (const line of readAuditLog(database)) yield `${line}\n`;
  } catch (error) {
    throw toStoreError(error, path);
  }
}

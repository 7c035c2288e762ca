import { createAuditLog, type AuditLog, type AuditSink } from './audit-log.ts';
import { createClaims, type Claims } from './claims.ts';
import { createConfirmations, type Confirmations } from './confirmations.ts';
import { openDatabase, type Database } from './database.ts';
import { createDeletionRequests, type DeletionRequests } from './deletion-requests.ts';
import { createSettings, type Settings } from './settings.ts';
import { whenFree } from './when-free.ts';

/** All that the bot remembers. Dispose of it once nothing uses it any more. */
export interface State extends Disposable {
  readonly requests: DeletionRequests;
  readonly auditLog: AuditLog;
  readonly settings: Settings;
  readonly confirmations: Confirmations;
  readonly claims: Claims;
  /** Makes one change of several. */
  readonly transaction: Database['transaction'];
  /** Rejects with a DatabaseError if nothing can be stored. Waits for another process for less than two seconds. */
  check(): Promise<void>;
}

/**
 * Opens what the bot remembers, in the file at `path`, or nowhere with `:memory:`. `sink` is told of the audit.
 *
 * @throws DatabaseError if the file cannot be used.
 */
export function openState(path: string, sink?: AuditSink): State {
  const database = openDatabase(path);
  const auditLog = createAuditLog(database, sink);
  return {
    auditLog,
    requests: createDeletionRequests(database, auditLog),
    settings: createSettings(database),
    confirmations: createConfirmations(database),
    claims: createClaims(database),
    transaction: (work) => database.transaction(work),
    check: () => whenFree(() => database.check()),
    [Symbol.dispose]: () => database[Symbol.dispose](),
  };
}

import { closeSync, openSync, realpathSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

import { migrations } from './migrations.ts';
import { StoreError, toStoreError } from './store-error.ts';

/** The one connection to the service's database. Everything on it is synchronous, so no two transactions interleave. */
export interface Database extends Disposable {
  prepare(sql: string): StatementSync;
  exec(sql: string): void;
  /**
   * Runs `work` in a transaction that is on the disk when this returns, and is undone when `work` throws. Within another
   * transaction it is part of that one.
   */
  transaction<T>(work: () => T): T;
  /**
   * The same for what can be read anew: it outlives the process, but the last ones can be lost when the machine itself
   * fails. So thousands of them do not wait for the disk.
   */
  batch<T>(work: () => T): T;
  /** Writes a page, which changes nothing. Throws where nothing can be written now, as on a full disk. */
  probe(): void;
  close(): void;
}

/** What {@link openDatabase} can be told. */
export interface DatabaseOptions {
  /** How much of the file SQLite keeps in memory, in MiB. */
  readonly cacheMib?: number;
}

/** Marks the file as ours: "RImg". */
const applicationId = 0x52_49_6d_67;
/** Memory that does not grow with the number of images: the operating system has the rest of the file in its own cache. */
const defaultCacheMib = 32;

/**
 * Opens the database, makes it where it is not there, and brings it up to date. `:memory:` is one that ends with the
 * process.
 *
 * One process has it open at a time, and says so by a lock on a file beside it, which ends with the process however that
 * ends. Readers such as `sqlite3` are not kept out.
 *
 * @throws StoreError where the file cannot be used; the message says what to do.
 */
export function openDatabase(path: string, { cacheMib = defaultCacheMib }: DatabaseOptions = {}): Database {
  const release = path === ':memory:' ? () => {} : takeLock(path);
  let connection: DatabaseSync | undefined;
  try {
    connection = new DatabaseSync(path);
    assertOurs(connection, path);
    configure(connection, cacheMib);
    migrate(connection);
    return wrap(connection, release);
  } catch (error) {
    connection?.close();
    release();
    throw toStoreError(error, path);
  }
}

/**
 * A lock of SQLite on a file of its own. A lock on the database itself would also keep out whoever wants to read it while
 * the service runs, for a backup or for the audit log.
 */
function takeLock(path: string): () => void {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(`${fileOf(path)}.lock`);
    // Nothing is ever written to it.
    lock.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    throw toStoreError(error, path);
  }
  return () => lock.close();
}

/** The file itself, made where it is not there: another name of it, by a link, leads to the same lock. */
function fileOf(path: string): string {
  try {
    closeSync(openSync(path, 'a'));
    return realpathSync(path);
  } catch (error) {
    throw new StoreError('UNUSABLE', path, { cause: error });
  }
}

function configure(connection: DatabaseSync, cacheMib: number): void {
  connection.exec(`
    -- Readers, such as a backup, and the writer do not wait for each other.
    PRAGMA journal_mode = WAL;
    -- What is committed is on the disk: operations and the audit log promise that. See batch() for what is not.
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    -- Waiting stops every request: another writer is there by mistake, and is told so soon.
    PRAGMA busy_timeout = 500;
    PRAGMA cache_size = -${cacheMib * 1024};
    -- A mapped file would count as memory of the process.
    PRAGMA mmap_size = 0;
    -- Sorts are of keys only, and a container may have no folder for temporary files.
    PRAGMA temp_store = MEMORY;
    PRAGMA wal_autocheckpoint = 4000;
    PRAGMA journal_size_limit = 67108864;
  `);
}

/** To be asked first: nothing may be written to the database of another program. */
function assertOurs(connection: DatabaseSync, path: string): void {
  const owner = pragma(connection, 'application_id');
  const isEmpty = connection.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
  if (owner !== applicationId && !(owner === 0 && isEmpty)) throw new StoreError('FOREIGN', path);
  if (pragma(connection, 'user_version') > migrations.length) throw new StoreError('NEWER', path);
}

function migrate(connection: DatabaseSync): void {
  const version = pragma(connection, 'user_version');
  if (version === migrations.length) return;
  connection.exec(`
    BEGIN IMMEDIATE;
    ${migrations.slice(version).join('\n')}
    PRAGMA application_id = ${applicationId};
    PRAGMA user_version = ${migrations.length};
    COMMIT;
  `);
}

function pragma(connection: DatabaseSync, name: 'user_version' | 'application_id'): number {
  return Number(connection.prepare(`PRAGMA ${name}`).get()?.[name]);
}

function wrap(connection: DatabaseSync, release: () => void): Database {
  const transaction = <T>(work: () => T): T => {
    if (connection.isTransaction) return work();
    connection.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      connection.exec('COMMIT');
      return result;
    } catch (error) {
      // A full disk ends the transaction by itself.
      if (connection.isTransaction) connection.exec('ROLLBACK');
      throw error;
    }
  };
  const close = (): void => {
    if (!connection.isOpen) return;
    connection.close();
    release();
  };
  const batch = <T>(work: () => T): T => {
    if (connection.isTransaction) return work();
    connection.exec('PRAGMA synchronous = NORMAL');
    try {
      return transaction(work);
    } finally {
      connection.exec('PRAGMA synchronous = FULL');
    }
  };
  return {
    prepare: (sql) => connection.prepare(sql),
    exec: (sql) => connection.exec(sql),
    transaction,
    batch,
    // Of a row that stays as it is SQLite would write nothing.
    probe: () => batch(() => connection.exec(`PRAGMA user_version = ${migrations.length}`)),
    close,
    [Symbol.dispose]: close,
  };
}

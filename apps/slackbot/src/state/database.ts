import { DatabaseSync } from 'node:sqlite';

import { asDatabaseError, DatabaseError } from './database-error.ts';
import { migrations } from './migrations.ts';

/** Where the bot keeps what must outlive it. Several processes may have the same file open. */
export interface Database extends Disposable {
  /** For the modules beside this one, which know its tables. */
  readonly sql: DatabaseSync;
  /**
   * Does all of `work` or nothing, alone: no other process writes meanwhile. Within another transaction it is a part of
   * that one. What `work` throws undoes it, and is thrown.
   *
   * @throws DatabaseError where it cannot be stored: `busy` if another process goes on writing, for which `whenFree` helps.
   */
  transaction<Result>(work: () => Result): Result;
  /** Runs `action` once the current transaction is stored, or at once outside of one. */
  afterCommit(action: () => void): void;
  /**
   * Writes something, and so finds out whether what has to be remembered can be. Waits for nobody.
   *
   * @throws DatabaseError as `transaction` does.
   */
  check(): void;
}

/** At start nobody waits for the bot yet, and another one may be making the tables. */
const openTimeoutMs = 5000;
/** Writes take some milliseconds. While SQLite waits for the one of another process, nothing else goes on in this one. */
const busyTimeoutMs = 100;
/** About as much as a request with its audit: a disk that has no more room for one is full. */
const checkBytes = 32 * 1024;
/** "imgs": tells the bot's files from those of other programs. */
const applicationId = 0x69_6d_67_73;

/**
 * Opens a database, and brings it up to date; makes it if there is none. The path `:memory:` keeps it nowhere.
 *
 * @throws DatabaseError if it cannot be used.
 */
export function openDatabase(path: string): Database {
  const sql = connect(path);
  try {
    // In this order: another process may be making the tables, which come together with the id.
    const hasTables = readNumber(sql, 'SELECT count(*) FROM sqlite_schema') > 0;
    if (hasTables && readNumber(sql, 'PRAGMA application_id') !== applicationId) {
      throw new DatabaseError(path, 'foreign');
    }
    // One line of complaint is enough; a sound file answers "ok".
    if (Object.values(sql.prepare('PRAGMA quick_check(1)').get() ?? {})[0] !== 'ok') {
      throw new DatabaseError(path, 'damaged');
    }
    // Every write is on the disk before anybody is told of it: an audit that loses its last lines is none.
    sql.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;');
    const database = wrap(sql, path);
    migrate(database, path);
    waitAtMost(sql, busyTimeoutMs);
    return database;
  } catch (error) {
    sql.close();
    throw asDatabaseError(path, error) ?? new DatabaseError(path, 'unreachable', error);
  }
}

function connect(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: openTimeoutMs });
  } catch (error) {
    throw new DatabaseError(path, 'unreachable', error);
  }
}

function wrap(sql: DatabaseSync, path: string): Database {
  let afterCommit: (() => void)[] | undefined;
  const database: Database = {
    sql,
    transaction(work) {
      if (afterCommit) return work();
      const actions: (() => void)[] = [];
      let result;
      try {
        // Immediate: what is read in it is still true when it is written.
        sql.exec('BEGIN IMMEDIATE');
        afterCommit = actions;
        result = work();
        sql.exec('COMMIT');
      } catch (error) {
        // A full disk ends the transaction by itself.
        if (sql.isTransaction) sql.exec('ROLLBACK');
        throw asDatabaseError(path, error) ?? error;
      } finally {
        afterCommit = undefined;
      }
      for (const action of actions) action();
      return result;
    },
    afterCommit(action) {
      if (afterCommit) afterCommit.push(action);
      else action();
    },
    check() {
      waitAtMost(sql, 0);
      try {
        database.transaction(() =>
          sql.exec(`INSERT OR REPLACE INTO write_checks (id, filler) VALUES (1, zeroblob(${checkBytes}))`),
        );
      } finally {
        waitAtMost(sql, busyTimeoutMs);
      }
    },
    [Symbol.dispose]() {
      if (sql.isOpen) sql.close();
    },
  };
  return database;
}

function waitAtMost(sql: DatabaseSync, ms: number): void {
  sql.exec(`PRAGMA busy_timeout = ${ms}`);
}

/** Two processes may start at once: the version is read again where nobody else can change it. */
function migrate(database: Database, path: string): void {
  const { sql } = database;
  database.transaction(() => {
    const version = readNumber(sql, 'PRAGMA user_version');
    if (version > migrations.length) throw new DatabaseError(path, 'newer');
    if (version === migrations.length) return;
    for (const migration of migrations.slice(version)) sql.exec(migration);
    sql.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length};`);
  });
}

function readNumber(sql: DatabaseSync, query: string): number {
  return Number(Object.values(sql.prepare(query).get() ?? {})[0]);
}

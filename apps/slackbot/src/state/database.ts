import { DatabaseSync } from 'node:sqlite';

import { migrations } from './migrations.ts';

/** Why a database cannot be used. */
export type DatabaseProblem = 'damaged' | 'newer' | 'foreign' | 'unreachable';

const advice: Readonly<Record<DatabaseProblem, string>> = {
  damaged:
    'is damaged. Put a copy of it from a backup in its place, or move it away to start with an empty one',
  newer: 'was written by a newer version of this bot. Start that version, or set DATABASE to another file',
  foreign: 'belongs to another program. Set DATABASE to a file of its own',
  unreachable: 'cannot be opened. Check that its folder exists and that the bot may write there',
};

/** A database cannot be used. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly path: string;
  readonly problem: DatabaseProblem;

  constructor(path: string, problem: DatabaseProblem, cause?: unknown) {
    super(`The database ${path} ${advice[problem]}.`, cause === undefined ? undefined : { cause });
    this.path = path;
    this.problem = problem;
  }
}

/** Where the bot keeps what must outlive it. Several processes may have the same file open. */
export interface Database extends Disposable {
  /** For the modules beside this one, which know its tables. */
  readonly sql: DatabaseSync;
  /**
   * Does all of `work` or nothing, alone: no other process writes meanwhile. Within another transaction it is a part of
   * that one. What `work` throws undoes it, and is thrown.
   */
  transaction<Result>(work: () => Result): Result;
  /** Runs `action` once the current transaction is stored, or at once outside of one. */
  afterCommit(action: () => void): void;
}

/** How long a process waits for another one that writes. Writes take some milliseconds. */
const busyTimeoutMs = 5000;
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
    const database = wrap(sql);
    migrate(database, path);
    return database;
  } catch (error) {
    sql.close();
    if (error instanceof DatabaseError) throw error;
    throw new DatabaseError(path, isSqliteError(error, [11, 26]) ? 'damaged' : 'unreachable', error);
  }
}

function connect(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { timeout: busyTimeoutMs });
  } catch (error) {
    throw new DatabaseError(path, 'unreachable', error);
  }
}

function wrap(sql: DatabaseSync): Database {
  let afterCommit: (() => void)[] | undefined;
  return {
    sql,
    transaction(work) {
      if (afterCommit) return work();
      const actions: (() => void)[] = [];
      // Immediate: what is read in it is still true when it is written.
      sql.exec('BEGIN IMMEDIATE');
      afterCommit = actions;
      let result;
      try {
        result = work();
        sql.exec('COMMIT');
      } catch (error) {
        if (sql.isTransaction) sql.exec('ROLLBACK');
        throw error;
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
    [Symbol.dispose]() {
      if (sql.isOpen) sql.close();
    },
  };
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

/** Whether SQLite itself failed with one of these codes: https://sqlite.org/rescode.html */
function isSqliteError(error: unknown, codes: readonly number[]): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false;
  return codes.includes(Number(error.errcode) % 256);
}

/** Why a database cannot be used. */
export type DatabaseProblem = 'damaged' | 'newer' | 'foreign' | 'full' | 'busy' | 'failing' | 'unreachable';

const advice: Readonly<Record<DatabaseProblem, string>> = {
  damaged:
    'is damaged. Put a copy of it from a backup in its place, or move it away to start with an empty one',
  newer: 'was written by a newer version of this bot. Start that version, or set DATABASE to another file',
  foreign: 'belongs to another program. Set DATABASE to a file of its own',
  full: 'cannot be written: its disk is full. Make room there',
  busy: 'cannot be written: another program holds it. End what writes it, such as a shell of sqlite3 with an open transaction',
  failing:
    'cannot be read or written: its disk fails, or is full. Look at the disk, and at the log of the system',
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

/** What SQLite's result codes say of a file: https://sqlite.org/rescode.html */
const problemOf: ReadonlyMap<number, DatabaseProblem> = new Map([
  [5, 'busy'],
  [8, 'unreachable'],
  [10, 'failing'],
  [11, 'damaged'],
  [13, 'full'],
  [14, 'unreachable'],
  [26, 'damaged'],
]);

/** An error of SQLite about the file as a {@link DatabaseError}; undefined for errors about anything else. */
export function asDatabaseError(path: string, error: unknown): DatabaseError | undefined {
  if (error instanceof DatabaseError) return error;
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  // The upper bits tell more than anybody wants to know here.
  const problem = problemOf.get(Number(error.errcode) % 256);
  return problem && new DatabaseError(path, problem, error);
}

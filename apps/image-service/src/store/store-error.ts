/** Why the database cannot be used. */
export type StoreErrorCode = 'LOCKED' | 'CORRUPT' | 'FOREIGN' | 'NEWER' | 'UNUSABLE';

const advice: Readonly<Record<StoreErrorCode, string>> = {
  LOCKED: 'another process uses it: stop that one, or give this one a file of its own.',
  CORRUPT:
    'it is damaged: put a backup in its place, or move it away. Without it the index is read anew; operations, the audit log and what the registries do not list are lost.',
  FOREIGN: 'it is a database of another program: name another file.',
  NEWER: 'a newer version of this service wrote it: run that version, or name another file.',
  UNUSABLE: 'it cannot be opened or written: check that its folder is there, writable and not full.',
};

/** The database cannot be used; the message says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  /** The file. */
  readonly path: string;

  constructor(code: StoreErrorCode, path: string, options: { readonly cause?: unknown } = {}) {
    super(`The database ${path} cannot be used: ${advice[code]}`, options);
    this.code = code;
    this.path = path;
  }
}

/** Result codes of SQLite, see https://sqlite.org/rescode.html. */
const codes = new Map<number, StoreErrorCode>([
  [5, 'LOCKED'],
  [11, 'CORRUPT'],
  [26, 'CORRUPT'],
]);

/** What an error of SQLite means for whoever runs the service. Another error stays what it is. */
export function toStoreError(error: unknown, path: string): unknown {
  if (!isStoreFailure(error)) return error;
  // The low byte is the primary code, the rest tells more about it.
  return new StoreError(codes.get(error.errcode & 0xff) ?? 'UNUSABLE', path, { cause: error });
}

/** SQLITE_BUSY, SQLITE_IOERR and SQLITE_FULL. */
const passing: ReadonlySet<number> = new Set([5, 10, 13]);

/** Whether the same may succeed later: another process read the file, or its disk was full. */
export function isPassingStoreError(error: unknown): boolean {
  return isStoreFailure(error) && passing.has(error.errcode & 0xff);
}

/** Whether it is SQLite that fails, whatever for. */
export function isStoreFailure(error: unknown): error is Error & { readonly errcode: number } {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';
}

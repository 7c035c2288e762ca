import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

/** A log cannot be written, such as on a full disk. */
export class LogFileError extends Error {
  override readonly name = 'LogFileError';
  /** Where the log is, or should be. */
  readonly path: string;

  constructor(path: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`The log ${path} cannot be written: ${reason}`, { cause });
    this.path = path;
  }
}

/** A file that lines are added to. Disposing of it waits until all of them are on disk. */
export interface LogFile extends AsyncDisposable {
  /** Where it is. */
  readonly path: string;
  /** Adds a line. */
  add(line: string): void;
  /** Settles when a line cannot be written. */
  readonly failure: Promise<LogFileError>;
}

/** Starts a log anew: `<folder>/<name>.log`. Only its owner can read it. Throws {@link LogFileError}. */
export async function createLogFile(folder: string, name: string): Promise<LogFile> {
  const path = join(folder, `${name}.log`);
  try {
    await mkdir(folder, { recursive: true });
    // A file that is there already would keep its mode.
    await rm(path, { force: true });
    const file = await open(path, 'wx', 0o600);
    return writeLog(path, file.createWriteStream());
  } catch (error) {
    throw new LogFileError(path, error);
  }
}

/** Writes a log into a stream. Disposing of it throws {@link LogFileError}, unless `failure` has told already. */
export function writeLog(path: string, stream: Writable): LogFile {
  const failure = new Promise<LogFileError>((resolve) => {
    stream.once('error', (error) => resolve(new LogFileError(path, error)));
  });
  return {
    path,
    failure,
    add(line) {
      if (!stream.destroyed) stream.write(`${line}\n`);
    },
    async [Symbol.asyncDispose]() {
      if (stream.destroyed) return;
      stream.end();
      await finished(stream).catch((error: unknown) => {
        throw new LogFileError(path, error);
      });
    },
  };
}

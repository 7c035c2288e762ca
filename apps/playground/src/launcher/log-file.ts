import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

/** A file that lines are added to. Disposing of it waits until all of them are on disk. */
export interface LogFile extends AsyncDisposable {
  /** Where it is. */
  readonly path: string;
  /** Adds a line. */
  add(line: string): void;
}

/** Starts a log anew: `<folder>/<name>.log`. Only its owner can read it. */
export async function createLogFile(folder: string, name: string): Promise<LogFile> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.log`);
  const stream = createWriteStream(path, { mode: 0o600 });
  return {
    path,
    add: (line) => void stream.write(`${line}\n`),
    async [Symbol.asyncDispose]() {
      stream.end();
      await finished(stream);
    },
  };
}

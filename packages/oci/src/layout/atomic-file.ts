import { randomUUID } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { isSystemError } from './system-error.ts';

/** How {@link replaceFile} and {@link createFile} write. */
export interface AtomicFileOptions {
  /**
   * Where the temporary file goes until it is complete; the folder of the file itself by default. Must be on the same
   * file system. Its name ends in `.tmp`; one that is left over after a crash can be removed.
   */
  readonly temporaryFolder?: string;
  /** The permissions of the file, as of `chmod`. By default what the process's umask leaves. */
  readonly mode?: number;
  /** Runs when everything is on disk, right before the file appears; where it throws, nothing has changed. */
  readonly beforeRename?: () => Promise<void>;
}

/**
 * Writes a file so that nobody ever sees a part of it, not even after a power cut: a temporary file, flushed to disk,
 * renamed, and the folder flushed as well.
 */
export async function replaceFile(
  path: string,
  bytes: Uint8Array,
  options: AtomicFileOptions = {},
): Promise<void> {
  await throughTemporaryFile(path, bytes, options, (temporary) => rename(temporary, path));
}

/** As {@link replaceFile}, but leaves a file that is there already as it is. */
export async function createFile(path: string, bytes: Uint8Array): Promise<void> {
  await throughTemporaryFile(path, bytes, {}, async (temporary) => {
    try {
      await link(temporary, path);
    } catch (error) {
      if (!isSystemError(error, 'EEXIST')) throw error;
    }
  });
}

async function throughTemporaryFile(
  path: string,
  bytes: Uint8Array,
  { temporaryFolder = dirname(path), mode, beforeRename }: AtomicFileOptions,
  appear: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = join(temporaryFolder, `.${randomUUID()}.tmp`);
  try {
    await writeToDisk(temporary, bytes, mode);
    await beforeRename?.();
    await appear(temporary);
  } finally {
    await rm(temporary, { force: true });
  }
  await flushFolder(dirname(path));
}

async function writeToDisk(path: string, bytes: Uint8Array, mode: number | undefined): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(bytes);
    if (mode !== undefined) await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

import { access, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** What {@link ensureSamples} needs. */
export interface EnsureSamplesOptions {
  /** The folder that is to hold the samples. */
  readonly folder: string;
  /** Fills an empty folder with the samples. */
  readonly make: (folder: string) => Promise<void>;
}

/**
 * Makes the samples unless their folder is there already. Answers whether it made them.
 *
 * They are made beside and moved into place at the end. So a start that was interrupted leaves no folder that looks
 * complete; and of two that start at once, the one that comes second takes what the first one made.
 */
export async function ensureSamples({ folder, make }: EnsureSamplesOptions): Promise<boolean> {
  const parent = dirname(folder);
  const prefix = `.${basename(folder)}-unfinished-${process.pid}-`;
  await mkdir(parent, { recursive: true });
  await removeAbandoned(parent, `.${basename(folder)}-unfinished-`);
  if (await exists(folder)) {
    return false;
  }
  const unfinished = await mkdtemp(join(parent, prefix));
  try {
    await make(unfinished);
    await rename(unfinished, folder);
    return true;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (isAlreadyThere(error)) {
      return false;
    }
    throw error;
  }
}

/** Removes what starts that were interrupted have left: unfinished folders of processes that are no more. */
async function removeAbandoned(parent: string, prefix: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
    if (!Number.isNaN(pid) && !isRunning(pid)) {
      await rm(join(parent, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    return hasCode(error, 'EPERM');
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return false;
    }
    throw error;
  }
}

/** `rename` onto a folder that has something in it fails with one or the other, by system. */
function isAlreadyThere(error: unknown): boolean {
  return hasCode(error, 'ENOTEMPTY') || hasCode(error, 'EEXIST');
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

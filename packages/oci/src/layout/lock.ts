/**
 * The lock of a layout: a file `index.json.lock` that only one writer can create.
 *
 * Whoever has it touches it again and again. A waiter that sees it untouched for long enough takes its owner for dead
 * and removes it. That needs neither the owner's process id, which means nothing in another container, nor two clocks
 * that agree. The file names its owner, for people.
 *
 * Covered: every writer of this package, in one process or in many, on one machine or on several that share the folder.
 * BuildKit uses the same file name, so while it writes we wait. Not covered: BuildKit while we write, as it trusts
 * `flock`, which Node.js does not offer; and skopeo and umoci, which lock nothing. What they write from an older copy of
 * `index.json` undoes changes made in between.
 */
import { randomUUID } from 'node:crypto';
import { link, lstat, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

import type { Clock } from '../clock.ts';
import { OciError } from '../error.ts';
import { isSystemError, withSystemErrors } from './system-error.ts';

/** How long to wait for the lock of a layout. */
export interface LockOptions {
  /** How long to wait for the other writers, in milliseconds. 30 seconds by default. */
  readonly timeoutMs?: number;
  /** How long a lock must be seen untouched until it counts as left behind, in milliseconds. 10 seconds by default. */
  readonly staleAfterMs?: number;
}

/** A lock that this writer has. Disposing of it lets the next one in. */
export interface HeldLock extends AsyncDisposable {
  /**
   * Checks that the lock still stands. Right before a write this turns down a writer that was stopped for so long that
   * another took over.
   *
   * @throws OciError `LOCKED`.
   */
  assertHeld(): Promise<void>;
}

const pollMs = 10;

/**
 * Waits for the lock of a layout and takes it. Not re-entrant.
 *
 * @throws OciError `LOCKED` after `timeoutMs`, `IO`; and what `signal` aborts with.
 */
export async function acquireLock(
  folder: string,
  { timeoutMs = 30_000, staleAfterMs = 10_000 }: LockOptions,
  clock: Clock,
  signal?: AbortSignal,
): Promise<HeldLock> {
  const path = join(folder, 'index.json.lock');
  return withSystemErrors(`lock ${path}`, { path }, async () => {
    let seen: string | undefined;
    let untouchedMs = 0;
    // Time is counted in polls, not read from the clock: a process that was stopped, or busy, has not watched the lock.
    for (let waitedMs = 0; ; waitedMs += pollMs) {
      signal?.throwIfAborted();
      const handle = await createLock(path);
      if (handle) return hold(path, handle, staleAfterMs);
      if (waitedMs >= timeoutMs) throw lockedError(path, timeoutMs);

      const stamp = await stampOf(path);
      untouchedMs = stamp === seen ? untouchedMs + pollMs : 0;
      seen = stamp;
      if (stamp !== undefined && untouchedMs >= staleAfterMs) await removeStale(path, stamp);
      else await clock.wait(pollMs, signal);
    }
  });
}

/** Creates the file; undefined where another writer has it. */
async function createLock(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'wx');
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return undefined;
    throw error;
  }
}

async function hold(path: string, handle: FileHandle, staleAfterMs: number): Promise<HeldLock> {
  const own = (await handle.stat({ bigint: true })).ino;
  const isHeld = async () => (await statLock(path))?.ino === own;
  const release = async () => {
    await handle.close();
    if (await isHeld()) await rm(path, { force: true });
  };
  try {
    await handle.writeFile(`${JSON.stringify({ pid: process.pid, host: hostname() })}\n`);
  } catch (error) {
    await release();
    throw error;
  }
  const touching = setInterval(() => {
    // A lock that can no longer be touched is taken over sooner or later, and assertHeld finds that out.
    handle.utimes(new Date(), new Date()).catch(() => undefined);
  }, staleAfterMs / 4);
  touching.unref();
  return {
    async assertHeld() {
      if (await isHeld()) return;
      throw new OciError('LOCKED', `${path} was taken over by another writer. Try again.`, { path });
    },
    async [Symbol.asyncDispose]() {
      clearInterval(touching);
      await withSystemErrors(`unlock ${path}`, { path }, release);
    },
  };
}

/**
 * Removes a lock that was left behind. Two waiters may decide so at the same time, and the slower one must not remove
 * the new lock of the faster one. So the file is renamed first, which only one of them can do, and looked at
 * afterwards; if it turns out to be another lock than the stale one, it goes back. In that instant a third writer
 * could slip in. The second look of assertHeld before every write is for that.
 */
async function removeStale(path: string, stamp: string): Promise<void> {
  const aside = `${path}.${randomUUID()}.tmp`;
  try {
    await rename(path, aside);
    if ((await stampOf(aside)) !== stamp) await link(aside, path);
  } catch (error) {
    if (!isSystemError(error, 'ENOENT', 'EEXIST')) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

/** Changes with every lock and every touch of one; undefined where there is no lock. */
async function stampOf(path: string): Promise<string | undefined> {
  const status = await statLock(path);
  return status && `${status.ino}:${status.mtimeNs}`;
}

async function statLock(path: string): Promise<{ ino: bigint; mtimeNs: bigint } | undefined> {
  try {
    return await lstat(path, { bigint: true });
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function lockedError(path: string, timeoutMs: number): OciError {
  const message = `${path} was held by other writers for ${timeoutMs / 1000} seconds; the file names its owner. Try again.`;
  return new OciError('LOCKED', message, { path });
}

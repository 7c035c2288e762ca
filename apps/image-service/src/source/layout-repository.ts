import { lstat } from 'node:fs/promises';
import { join } from 'node:path';

import { deleteImage, isOciError, OciError, openLayout, type Clock } from '@registry-images/oci';
import type { LimitFunction } from 'p-limit';

import { readLayout } from './read-layout.ts';
import type { Repository } from './repository.ts';

/** What {@link createLayoutRepository} needs. */
export interface LayoutRepositoryOptions {
  readonly registryId: string;
  /** Below the root, `team/app`. */
  readonly path: string;
  readonly folder: string;
  readonly memory: LayoutMemory;
  readonly clock: Clock;
}

/** What is remembered of a layout from one look at it to the next. */
export interface LayoutMemory {
  /** Deletions wait here for each other, in order: the layout's lock is for other processes, and its patience ends. */
  readonly queue: LimitFunction;
  /** Whether all was sound when it was last read. What was not may be mended without a change of `index.json`. */
  isWhole: boolean;
}

/** Makes a repository of a layout. */
export function createLayoutRepository(options: LayoutRepositoryOptions): Repository {
  const { registryId, path, folder, memory, clock } = options;
  const name = `${registryId}/${path}`;
  return {
    name,
    async read(known, { signal }) {
      try {
        const { isWhole, ...contents } = await readLayout(await openLayout(folder), known, signal);
        memory.isWhole = isWhole;
        return { ...contents, registryId, name, seenMs: clock.now() };
      } catch (error) {
        if (!isOciError(error, 'NOT_A_LAYOUT')) throw error;
        if ((await stampOf(join(folder, 'oci-layout'))) === undefined) return undefined;
        // A layout that is there and cannot be opened is a broken one, not none.
        throw new OciError('MALFORMED', error.message, { cause: error });
      }
    },
    async stamp() {
      if (!memory.isWhole) return undefined;
      const stamps = await Promise.all(
        ['oci-layout', 'index.json'].map((file) => stampOf(join(folder, file))),
      );
      return stamps.includes(undefined) ? undefined : stamps.join(' ');
    },
    async delete(digest) {
      const { freed, kept } = await memory.queue(async () => deleteImage(await openLayout(folder), digest));
      return { freed, ...(kept !== undefined && { kept }) };
    },
  };
}

/** Changes whenever a program writes the file; undefined where there is none that can be looked at. */
async function stampOf(path: string): Promise<string | undefined> {
  try {
    const { mtimeNs, size, ino } = await lstat(path, { bigint: true });
    return `${mtimeNs}:${size}:${ino}`;
  } catch {
    // Reading it says what is wrong.
    return undefined;
  }
}

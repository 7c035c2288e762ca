import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Digest } from '@registry-images/model';

import type { Abortable } from '../abortable.ts';
import { systemClock, type Clock } from '../clock.ts';
import type { ContentSource } from '../content-source.ts';
import type { Descriptor } from '../descriptor.ts';
import type { DigestAlgorithm } from '../digest.ts';
import type { ReadBlobOptions } from '../document.ts';
import { isOciError, OciError } from '../error.ts';
import { malformed, parseJsonObject } from '../json.ts';
import { createFile } from './atomic-file.ts';
import { listBlobs, readBlob, removeBlob, statBlob, writeBlob, type BlobStatus } from './blob-store.ts';
import type { IndexEntry } from './index-entry.ts';
import {
  emptyIndex,
  formatIndex,
  indexPath,
  readIndexFile,
  writeIndexFile,
  type LayoutIndex,
} from './index-file.ts';
import { acquireLock, type LockOptions } from './lock.ts';
import { readSettled } from './read-settled.ts';
import { readRegularFile } from './regular-file.ts';
import { withSystemErrors } from './system-error.ts';

/** How a layout is used. */
export interface LayoutOptions {
  readonly lock?: LockOptions;
  /** The clock of the machine by default. */
  readonly clock?: Clock;
}

/** `index.json` in the hands of the writer that has the lock. */
export interface IndexEditor {
  /** Reads the entries anew. */
  read(options?: Abortable): Promise<readonly IndexEntry[]>;
  /** Replaces the entries. Other fields of the file stay as they were when it was read. */
  write(entries: readonly IndexEntry[]): Promise<void>;
  /** Checks, before anything else is changed, that the lock still stands. Throws `LOCKED`. */
  assertHeld(): Promise<void>;
}

/**
 * An OCI image layout: one repository in a folder. It holds nothing of what is on disk, so that what other programs
 * write is there at the next read.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md
 */
export interface ImageLayout extends ContentSource {
  readonly folder: string;
  readonly clock: Clock;
  /**
   * The entries of `index.json`. While another program writes the file, reading it again takes up to a tenth of a second.
   *
   * @throws OciError `NOT_A_LAYOUT` where the file is missing, `MALFORMED`, `TOO_LARGE`, `IO`.
   */
  readIndex(options?: Abortable): Promise<readonly IndexEntry[]>;
  /**
   * Reads a blob whole and verifies its size and its digest.
   *
   * @throws OciError `BLOB_NOT_FOUND`, `SIZE_MISMATCH`, `DIGEST_MISMATCH`, `TOO_LARGE`, `UNSUPPORTED_DIGEST`,
   *   `MALFORMED` for what is no regular file of this layout, `IO`.
   */
  readBlob(descriptor: Pick<Descriptor, 'digest' | 'size'>, options?: ReadBlobOptions): Promise<Uint8Array>;
  /** Size and age of a blob; undefined where it is not there. Throws `UNSUPPORTED_DIGEST`, `IO`. */
  statBlob(digest: Digest): Promise<BlobStatus | undefined>;
  /** The digests of all blobs of an algorithm. */
  listBlobs(algorithm: DigestAlgorithm): Promise<readonly Digest[]>;
  /** Puts a blob into the layout. Until something references it, a collector may take it away again. */
  putBlob(bytes: Uint8Array): Promise<Digest>;
  /** Removes a blob, whoever references it. Returns its bytes; undefined where it is not there. */
  removeBlob(digest: Digest): Promise<number | undefined>;
  /**
   * Runs `task` while no other writer of this package can change the layout. An `edit` within `task` would wait for
   * itself.
   *
   * @throws OciError `LOCKED`.
   */
  edit<T>(task: (index: IndexEditor) => Promise<T>, options?: Abortable): Promise<T>;
  /** Changes the entries of `index.json` under the lock, starting from what is there at that time. */
  updateIndex(
    change: (entries: readonly IndexEntry[]) => readonly IndexEntry[],
    options?: Abortable,
  ): Promise<void>;
}

const layoutVersion = '1.0.0';

/**
 * Opens the layout in a folder.
 *
 * @throws OciError `NOT_A_LAYOUT` where the folder has no `oci-layout` file, or one of another version than 1.0.0; `IO`.
 */
export async function openLayout(folder: string, options: LayoutOptions = {}): Promise<ImageLayout> {
  const path = layoutPath(folder);
  try {
    await readSettled(options.clock ?? systemClock, undefined, () => checkVersion(path));
  } catch (cause) {
    if (!isOciError(cause, 'MALFORMED')) throw cause;
    throw new OciError('NOT_A_LAYOUT', `${folder} is no OCI image layout: ${cause.message}`, { path, cause });
  }
  return layoutIn(folder, options);
}

/**
 * Makes an empty layout in a folder, with the folders above it; opens the one that is there already. The `oci-layout`
 * file comes last, so that whoever finds it finds the whole layout.
 *
 * @throws OciError as {@link openLayout}.
 */
export async function createLayout(folder: string, options: LayoutOptions = {}): Promise<ImageLayout> {
  await withSystemErrors(`create ${folder}`, { path: folder }, async () => {
    await mkdir(join(folder, 'blobs', 'sha256'), { recursive: true });
    await createFile(indexPath(folder), formatIndex(emptyIndex));
    await createFile(
      layoutPath(folder),
      new TextEncoder().encode(JSON.stringify({ imageLayoutVersion: layoutVersion })),
    );
  });
  return openLayout(folder, options);
}

async function checkVersion(path: string): Promise<void> {
  const bytes = await readRegularFile(path, { maxBytes: 64 * 1024 });
  if (!bytes)
    throw new OciError('NOT_A_LAYOUT', `${path} is not there: its folder is no OCI image layout.`, { path });
  const { imageLayoutVersion } = parseJsonObject(bytes, 'oci-layout');
  if (imageLayoutVersion === layoutVersion) return;
  throw malformed('oci-layout.imageLayoutVersion', `"${layoutVersion}"`, imageLayoutVersion);
}

function layoutIn(folder: string, { lock = {}, clock = systemClock }: LayoutOptions): ImageLayout {
  const edit: ImageLayout['edit'] = async (task, { signal } = {}) => {
    await using held = await acquireLock(folder, lock, clock, signal);
    let index: LayoutIndex | undefined;
    return await task({
      async read(readOptions = {}) {
        index = await readIndexFile(folder, clock, readOptions.signal);
        return index.entries;
      },
      async write(entries) {
        const { document } = index ?? (await readIndexFile(folder, clock));
        await writeIndexFile(folder, { entries, document }, () => held.assertHeld());
      },
      assertHeld: () => held.assertHeld(),
    });
  };
  return {
    folder,
    label: folder,
    clock,
    readIndex: async ({ signal } = {}) => (await readIndexFile(folder, clock, signal)).entries,
    readBlob: (descriptor, options) => readBlob(folder, descriptor, options),
    statBlob: (digest) => statBlob(folder, digest),
    listBlobs: (algorithm) => listBlobs(folder, algorithm),
    putBlob: (bytes) => writeBlob(folder, bytes),
    removeBlob: (digest) => removeBlob(folder, digest),
    edit,
    updateIndex: (change, options) =>
      edit(async (index) => {
        await index.write(change(await index.read(options)));
      }, options),
  };
}

function layoutPath(folder: string): string {
  return join(folder, 'oci-layout');
}

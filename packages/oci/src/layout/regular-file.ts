import { constants, open, type FileHandle } from 'node:fs/promises';

import { OciError, type OciErrorFacts } from '../error.ts';
import { isSystemError, withSystemErrors } from './system-error.ts';

/** What {@link readRegularFile} may read. */
export interface RegularFileOptions {
  /** Files with more bytes are refused before a byte of them is read. */
  readonly maxBytes: number;
  /** Files with another number of bytes are refused before a byte of them is read. */
  readonly expectedBytes?: number;
  /** Added to every error. */
  readonly facts?: OciErrorFacts;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a whole file; undefined where there is none. Only regular files: a symbolic link could lead out of the layout,
 * and to open a pipe would wait for its writer.
 *
 * @throws OciError `MALFORMED` for what is no regular file, `TOO_LARGE`, `SIZE_MISMATCH`, `IO`.
 */
export async function readRegularFile(
  path: string,
  options: RegularFileOptions,
): Promise<Buffer | undefined> {
  const facts = { ...options.facts, path };
  options.signal?.throwIfAborted();
  return withSystemErrors(`read ${path}`, facts, async () => {
    const handle = await openWithoutFollowing(path, facts);
    if (!handle) return undefined;
    try {
      const status = await handle.stat();
      if (!status.isFile()) throw notAFile(path, facts);
      refuseSize(status.size, path, { ...options, facts });
      return await readExactly(handle, status.size);
    } finally {
      await handle.close();
    }
  });
}

async function openWithoutFollowing(path: string, facts: OciErrorFacts): Promise<FileHandle | undefined> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return undefined;
    if (isSystemError(error, 'ELOOP')) throw notAFile(path, { ...facts, cause: error });
    throw error;
  }
}

function refuseSize(
  size: number,
  path: string,
  { maxBytes, expectedBytes, facts = {} }: RegularFileOptions,
): void {
  if (expectedBytes !== undefined && size !== expectedBytes) {
    throw new OciError('SIZE_MISMATCH', `${path} has ${size} bytes instead of ${expectedBytes}.`, facts);
  }
  if (size > maxBytes) {
    throw new OciError('TOO_LARGE', `${path} has ${size} bytes; at most ${maxBytes} are read.`, facts);
  }
}

/** Reads `size` bytes, or what is there where the file shrinks meanwhile. Growth is not followed: that is the cap. */
async function readExactly(handle: FileHandle, size: number): Promise<Buffer> {
  const bytes = Buffer.alloc(size);
  let length = 0;
  while (length < size) {
    const { bytesRead } = await handle.read(bytes, length, size - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

function notAFile(path: string, facts: OciErrorFacts): OciError {
  return new OciError('MALFORMED', `${path} is not a regular file.`, facts);
}

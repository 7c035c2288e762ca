import { lstat, mkdir, readdir, realpath, unlink } from 'node:fs/promises';
import { join } from 'node:path';

import { isDigest, splitDigest, type Digest } from '@registry-images/model';

import type { Descriptor } from '../descriptor.ts';
import { algorithmOf, digestOf, type DigestAlgorithm } from '../digest.ts';
import { maxDocumentBytes, type ReadBlobOptions } from '../document.ts';
import { isOciError, OciError } from '../error.ts';
import { replaceFile } from './atomic-file.ts';
import { readRegularFile } from './regular-file.ts';
import { isSystemError, withSystemErrors } from './system-error.ts';

/** A blob that is in the layout. */
export interface BlobStatus {
  readonly digest: Digest;
  /** Bytes. */
  readonly size: number;
  /** When the file was written: for most writers, when the blob came into the layout. */
  readonly modifiedAt: Date;
}

/**
 * Reads a blob and verifies it: its size before it is read, its digest afterwards.
 *
 * @throws OciError `BLOB_NOT_FOUND`, `SIZE_MISMATCH`, `DIGEST_MISMATCH`, `TOO_LARGE`, `UNSUPPORTED_DIGEST`, `MALFORMED`
 *   for what is no regular file of this layout, `IO`.
 */
export async function readBlob(
  folder: string,
  { digest, size }: Pick<Descriptor, 'digest' | 'size'>,
  { maxBytes = maxDocumentBytes, signal }: ReadBlobOptions = {},
): Promise<Buffer> {
  const algorithm = algorithmOf(digest);
  if (size > maxBytes) {
    throw new OciError('TOO_LARGE', `${digest} has ${size} bytes; at most ${maxBytes} are read.`, { digest });
  }
  const path = await findBlob(folder, digest);
  const bytes =
    path === undefined
      ? undefined
      : await readRegularFile(path, { maxBytes, expectedBytes: size, facts: { digest }, signal });
  if (!bytes)
    throw new OciError('BLOB_NOT_FOUND', `${digest} is not in ${folder}.`, { digest, path: folder });

  const found = digestOf(bytes, algorithm);
  if (found === digest) return bytes;
  throw new OciError('DIGEST_MISMATCH', `The blob ${digest} in ${folder} has the digest ${found}.`, {
    digest,
    path: folder,
  });
}

/** The size and age of a blob without reading it; undefined where it is not there, or no regular file. */
export async function statBlob(folder: string, digest: Digest): Promise<BlobStatus | undefined> {
  const path = await findBlob(folder, digest);
  if (path === undefined) return undefined;
  return withSystemErrors(`look at ${path}`, { path, digest }, async () => {
    try {
      const status = await lstat(path);
      return status.isFile() ? { digest, size: status.size, modifiedAt: status.mtime } : undefined;
    } catch (error) {
      if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return undefined;
      throw error;
    }
  });
}

/** The digests of all blobs of an algorithm, in no order. Files that are not named like a digest are left out. */
export async function listBlobs(folder: string, algorithm: DigestAlgorithm): Promise<readonly Digest[]> {
  const blobs = await findBlobFolder(folder, algorithm);
  if (blobs === undefined) return [];
  const names = await withSystemErrors(`list ${blobs}`, { path: blobs }, () => readdir(blobs));
  return names.map((name): Digest => `${algorithm}:${name}`).filter(isDigest);
}

/**
 * Puts bytes into the layout, unless they are there already and intact. The temporary file is in the layout's own
 * folder, because a foreign collector takes everything in `blobs/` for a blob.
 *
 * @throws OciError `MALFORMED` where something that is no file has the blob's name, `IO`.
 */
export async function writeBlob(folder: string, bytes: Uint8Array): Promise<Digest> {
  const digest = digestOf(bytes);
  const { algorithm, encoded } = splitDigest(digest);
  try {
    await readBlob(folder, { digest, size: bytes.length }, { maxBytes: bytes.length });
    return digest;
  } catch (error) {
    if (!isOciError(error, 'BLOB_NOT_FOUND', 'SIZE_MISMATCH', 'DIGEST_MISMATCH')) throw error;
  }
  const path = join(folder, 'blobs', algorithm, encoded);
  await withSystemErrors(`write ${path}`, { path, digest }, async () => {
    await mkdir(join(folder, 'blobs', algorithm), { recursive: true });
    await replaceFile(path, bytes, { temporaryFolder: folder });
  });
  return digest;
}

/** Removes a blob. Returns how many bytes it had; undefined where it is not there, or no regular file. */
export async function removeBlob(folder: string, digest: Digest): Promise<number | undefined> {
  const status = await statBlob(folder, digest);
  const path = await findBlob(folder, digest);
  if (!status || path === undefined) return undefined;
  await withSystemErrors(`remove ${path}`, { path, digest }, () => unlink(path));
  return status.size;
}

/** The path that a blob of a known algorithm has; undefined where there is not even a folder for it. */
async function findBlob(folder: string, digest: Digest): Promise<string | undefined> {
  const blobs = await findBlobFolder(folder, algorithmOf(digest));
  return blobs === undefined ? undefined : join(blobs, splitDigest(digest).encoded);
}

/**
 * `blobs/<algorithm>` of a layout. Refused where a symbolic link makes it a folder of somebody else: what is removed
 * there could be used by other layouts.
 */
async function findBlobFolder(folder: string, algorithm: DigestAlgorithm): Promise<string | undefined> {
  const blobs = join(folder, 'blobs', algorithm);
  return withSystemErrors(`open ${blobs}`, { path: blobs }, async () => {
    try {
      const [own, real] = await Promise.all([realpath(folder), realpath(blobs)]);
      if (real === join(own, 'blobs', algorithm)) return real;
    } catch (error) {
      if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return undefined;
      throw error;
    }
    throw new OciError('MALFORMED', `${blobs} is a symbolic link; blobs must be in the layout.`, {
      path: blobs,
    });
  });
}

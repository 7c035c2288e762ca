import { mkdir, readdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { failing } from '../../test/failing.ts';
import { blobPath } from '../../test/raw-layout.ts';
import { digestOf } from '../digest.ts';
import { maxDocumentBytes } from '../document.ts';
import { listBlobs, readBlob, removeBlob, statBlob, writeBlob } from './blob-store.ts';

const bytes = Buffer.from('some bytes');
const digest = digestOf(bytes);
const blob = { digest, size: bytes.length };

async function folderWith(content: Uint8Array): Promise<string> {
  const folder = await makeTemporaryFolder();
  await mkdir(join(folder, 'blobs', 'sha256'), { recursive: true });
  await writeFile(blobPath(folder, digest), content);
  return folder;
}

describe('readBlob', () => {
  it('reads what was written', async () => {
    const folder = await makeTemporaryFolder();
    expect(await writeBlob(folder, bytes)).toBe(digest);
    expect(await readBlob(folder, blob)).toEqual(bytes);
  });

  it('verifies sha512 as well', async () => {
    const folder = await makeTemporaryFolder();
    const sha512 = digestOf(bytes, 'sha512');
    await mkdir(join(folder, 'blobs', 'sha512'), { recursive: true });
    await writeFile(blobPath(folder, sha512), bytes);
    expect(await readBlob(folder, { digest: sha512, size: bytes.length })).toEqual(bytes);
    expect(await listBlobs(folder, 'sha512')).toEqual([sha512]);
  });

  it('says that a blob is not there', async () => {
    const folder = await makeTemporaryFolder();
    await expect(readBlob(folder, blob)).rejects.toThrow(failing('BLOB_NOT_FOUND'));
    await mkdir(join(folder, 'blobs', 'sha256'), { recursive: true });
    await expect(readBlob(folder, blob)).rejects.toThrow(failing('BLOB_NOT_FOUND'));
  });

  it('refuses other bytes of the same size', async () => {
    const folder = await folderWith(Buffer.from('SOME BYTES'));
    await expect(readBlob(folder, blob)).rejects.toThrow(failing('DIGEST_MISMATCH'));
  });

  it('refuses another size without reading', async () => {
    const folder = await folderWith(bytes);
    await truncate(blobPath(folder, digest), 200 * 1024 * 1024);
    await expect(readBlob(folder, blob)).rejects.toThrow(failing('SIZE_MISMATCH'));
  });

  it('refuses more than it may read, whoever announces it', async () => {
    const folder = await folderWith(bytes);
    await truncate(blobPath(folder, digest), 200 * 1024 * 1024);
    const announced = { digest, size: 200 * 1024 * 1024 };
    await expect(readBlob(folder, announced)).rejects.toThrow(failing('TOO_LARGE'));
    await expect(readBlob(folder, { digest, size: maxDocumentBytes + 1 })).rejects.toThrow(
      failing('TOO_LARGE'),
    );
  });

  it('refuses a digest that it cannot verify', async () => {
    const folder = await makeTemporaryFolder();
    await expect(readBlob(folder, { digest: 'blake3:00', size: 1 })).rejects.toThrow(
      failing('UNSUPPORTED_DIGEST'),
    );
  });

  it('refuses a folder and a symbolic link in the place of a blob', async () => {
    const folder = await folderWith(bytes);
    const path = blobPath(folder, digest);
    await rename(path, join(folder, 'elsewhere'));
    await symlink(join(folder, 'elsewhere'), path);
    await expect(readBlob(folder, blob)).rejects.toThrow(failing('MALFORMED'));
    expect(await statBlob(folder, digest)).toBeUndefined();
    expect(await removeBlob(folder, digest)).toBeUndefined();

    await rm(path);
    await mkdir(path);
    await expect(readBlob(folder, blob)).rejects.toThrow(failing('MALFORMED'));
    expect(await removeBlob(folder, digest)).toBeUndefined();
  });

  it('refuses blobs that a symbolic link brings in from another folder', async () => {
    const other = await folderWith(bytes);
    const folder = await makeTemporaryFolder();
    await symlink(join(other, 'blobs'), join(folder, 'blobs'));
    await expect(readBlob(folder, blob)).rejects.toThrow(failing('MALFORMED'));
    await expect(removeBlob(folder, digest)).rejects.toThrow(failing('MALFORMED'));
    expect(await readBlob(other, blob)).toEqual(bytes);
  });

  it('stops where it is told to', async () => {
    const folder = await folderWith(bytes);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(readBlob(folder, blob, { signal })).rejects.toThrow('enough');
  });
});

describe('writeBlob', () => {
  it('leaves a blob that is intact as it is', async () => {
    const folder = await folderWith(bytes);
    const before = await statBlob(folder, digest);
    await writeBlob(folder, bytes);
    expect(await statBlob(folder, digest)).toEqual(before);
  });

  it('mends a blob that is not', async () => {
    const folder = await folderWith(Buffer.from('half'));
    await writeBlob(folder, bytes);
    expect(await readBlob(folder, blob)).toEqual(bytes);
  });

  it('leaves no temporary file, and none among the blobs', async () => {
    const folder = await makeTemporaryFolder();
    await Promise.all(Array.from({ length: 10 }, () => writeBlob(folder, bytes)));
    expect(await readdir(folder, { recursive: true })).toHaveLength(3);
  });
});

describe('statBlob', () => {
  it('tells size and age', async () => {
    const folder = await folderWith(bytes);
    expect(await statBlob(folder, digest)).toEqual({
      digest,
      size: bytes.length,
      modifiedAt: expect.any(Date),
    });
    expect(await statBlob(folder, digestOf(Buffer.from('other')))).toBeUndefined();
  });
});

describe('listBlobs', () => {
  it('lists what is named like a digest', async () => {
    const folder = await folderWith(bytes);
    await writeFile(join(folder, 'blobs', 'sha256', '.tmp-1'), '');
    expect(await listBlobs(folder, 'sha256')).toEqual([digest]);
    expect(await listBlobs(folder, 'sha512')).toEqual([]);
  });
});

describe('removeBlob', () => {
  it('tells how many bytes went', async () => {
    const folder = await folderWith(bytes);
    expect(await removeBlob(folder, digest)).toBe(bytes.length);
    expect(await removeBlob(folder, digest)).toBeUndefined();
  });

  it('reports what the operating system refuses', async () => {
    const folder = await makeTemporaryFolder();
    await writeFile(join(folder, 'blobs'), 'a file where a folder should be');
    await expect(writeBlob(folder, bytes)).rejects.toThrow(failing('IO'));
  });
});

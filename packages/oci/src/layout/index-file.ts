import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { Clock } from '../clock.ts';
import { maxDocumentBytes } from '../document.ts';
import { isOciError, OciError } from '../error.ts';
import { listOf, parseJsonObject, type JsonObject } from '../json.ts';
import { checkIndex } from '../manifest.ts';
import { mediaTypes } from '../media-type.ts';
import { replaceFile } from './atomic-file.ts';
import { entryOf, type IndexEntry } from './index-entry.ts';
import { readSettled } from './read-settled.ts';
import { readRegularFile } from './regular-file.ts';
import { withSystemErrors } from './system-error.ts';

/** `index.json` of a layout: its entries, and the document they came from, whose other fields are kept. */
export interface LayoutIndex {
  readonly entries: readonly IndexEntry[];
  readonly document: JsonObject;
}

/** The index of a layout without images. */
export const emptyIndex: LayoutIndex = {
  entries: [],
  document: { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [] },
};

/**
 * Reads `index.json`; see {@link readSettled}.
 *
 * @throws OciError `NOT_A_LAYOUT` where the file is missing, `MALFORMED`, `TOO_LARGE`, `IO`.
 */
export async function readIndexFile(
  folder: string,
  clock: Clock,
  signal?: AbortSignal,
): Promise<LayoutIndex> {
  return readSettled(clock, signal, () => readOnce(folder, signal));
}

/**
 * Replaces `index.json` in one step. It keeps its permissions, but its owner becomes that of this process. `beforeRename`
 * can still stop it.
 *
 * @throws OciError `TOO_LARGE` where nobody could read it again, `IO`.
 */
export async function writeIndexFile(
  folder: string,
  { entries, document }: LayoutIndex,
  beforeRename?: () => Promise<void>,
): Promise<void> {
  const path = indexPath(folder);
  const bytes = formatIndex({ entries, document });
  if (bytes.length > maxDocumentBytes) {
    throw new OciError(
      'TOO_LARGE',
      `${path} would have ${bytes.length} bytes; at most ${maxDocumentBytes} are read.`,
      {
        path,
      },
    );
  }
  await withSystemErrors(`write ${path}`, { path }, async () => {
    const { mode } = await stat(path);
    await replaceFile(path, bytes, { mode: mode & 0o777, ...(beforeRename && { beforeRename }) });
  });
}

/** The bytes of an `index.json`. */
export function formatIndex({ entries, document }: LayoutIndex): Uint8Array {
  const manifests = entries.map((entry) => entry.json);
  return new TextEncoder().encode(JSON.stringify({ ...document, manifests }));
}

/** Where a layout has its index. */
export function indexPath(folder: string): string {
  return join(folder, 'index.json');
}

async function readOnce(folder: string, signal: AbortSignal | undefined): Promise<LayoutIndex> {
  const path = indexPath(folder);
  const bytes = await readRegularFile(path, { maxBytes: maxDocumentBytes, signal });
  if (!bytes) throw new OciError('NOT_A_LAYOUT', `${folder} has no index.json.`, { path });
  try {
    return parseIndexDocument(bytes);
  } catch (cause) {
    if (!isOciError(cause)) throw cause;
    throw new OciError(cause.code, `${path} cannot be read: ${cause.message}`, { path, cause });
  }
}

function parseIndexDocument(bytes: Uint8Array): LayoutIndex {
  const document = parseJsonObject(bytes, 'index');
  checkIndex(document, mediaTypes.index);
  const entries = listOf(document, 'manifests', 'index').map((json, index) =>
    entryOf(json, `index.manifests[${index}]`),
  );
  return { entries, document };
}

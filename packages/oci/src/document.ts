import type { Abortable } from './abortable.ts';
import { parseIndex, parseManifest, type ImageIndex, type ImageManifest } from './manifest.ts';
import { isIndexMediaType } from './media-type.ts';

/**
 * The most bytes that a manifest, an index or a configuration may have: 8 MiB. Registries commonly refuse manifests of
 * more than 4 MiB, so nothing honest comes near it.
 */
export const maxDocumentBytes: number = 8 * 1024 * 1024;

/** How a blob is read. */
export interface ReadBlobOptions extends Abortable {
  /** {@link maxDocumentBytes} by default. The whole blob is held in memory. */
  readonly maxBytes?: number;
}

/**
 * Reads what stands in the place of a manifest: an index where `mediaType` says so, otherwise a manifest.
 *
 * @throws OciError `MALFORMED`.
 */
export function parseDocument(bytes: Uint8Array, mediaType: string): ImageManifest | ImageIndex {
  return isIndexMediaType(mediaType) ? parseIndex(bytes, mediaType) : parseManifest(bytes, mediaType);
}

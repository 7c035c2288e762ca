import type { Abortable } from '../abortable.ts';
import type { ContentSource } from '../content-source.ts';
import type { Descriptor } from '../descriptor.ts';
import { parseDocument } from '../document.ts';
import { isOciError, OciError } from '../error.ts';
import { parseImageConfig, type ImageConfig } from '../image-config.ts';
import { listedDigests } from '../listed-digests.ts';
import type { ImageIndex, ImageManifest } from '../manifest.ts';
import { isImageConfigMediaType } from '../media-type.ts';

/**
 * Reads and checks the manifest or the index that a descriptor names.
 *
 * @throws OciError `MALFORMED`, or as {@link ContentSource.readBlob}.
 */
export async function readManifest(
  source: ContentSource,
  descriptor: Descriptor,
  options: Abortable = {},
): Promise<ImageManifest | ImageIndex> {
  const bytes = await source.readBlob(descriptor, options);
  return located(source, descriptor, bytes, () => parseDocument(bytes, descriptor.mediaType));
}

/**
 * Reads the configuration of an image; undefined where the manifest is that of something else, such as a chart.
 *
 * @throws OciError `MALFORMED`, or as {@link ContentSource.readBlob}.
 */
export async function readImageConfig(
  source: ContentSource,
  { config }: Pick<ImageManifest, 'config'>,
  options: Abortable = {},
): Promise<ImageConfig | undefined> {
  if (!isImageConfigMediaType(config.mediaType)) return undefined;
  const bytes = await source.readBlob(config, options);
  return located(source, config, bytes, () => parseImageConfig(bytes));
}

/** Runs a parser and says in its error which blob of which repository it was. */
function located<T>(source: ContentSource, { digest }: Descriptor, bytes: Uint8Array, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    if (!isOciError(cause)) throw cause;
    const message = `${digest} in ${source.label} cannot be read: ${cause.message}`;
    const children = listedDigests(bytes);
    throw new OciError(cause.code, message, { digest, cause, ...(children && { children }) });
  }
}

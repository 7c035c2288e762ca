import type { Descriptor } from '../descriptor.ts';
import { isOciError, OciError } from '../error.ts';
import { parseImageConfig, type ImageConfig } from '../image-config.ts';
import { parseIndex, parseManifest, type ImageIndex, type ImageManifest } from '../manifest.ts';
import { isImageConfigMediaType, isIndexMediaType } from '../media-type.ts';
import type { Abortable, ImageLayout } from './layout.ts';

/**
 * Reads and checks the manifest or the index that a descriptor names.
 *
 * @throws OciError `MALFORMED`, or as {@link ImageLayout.readBlob}.
 */
export async function readManifest(
  layout: ImageLayout,
  descriptor: Descriptor,
  options: Abortable = {},
): Promise<ImageManifest | ImageIndex> {
  const bytes = await layout.readBlob(descriptor, options);
  const { mediaType } = descriptor;
  return located(layout, descriptor, () =>
    isIndexMediaType(mediaType) ? parseIndex(bytes, mediaType) : parseManifest(bytes, mediaType),
  );
}

/**
 * Reads the configuration of an image; undefined where the manifest is that of something else, such as a chart.
 *
 * @throws OciError `MALFORMED`, or as {@link ImageLayout.readBlob}.
 */
export async function readImageConfig(
  layout: ImageLayout,
  { config }: Pick<ImageManifest, 'config'>,
  options: Abortable = {},
): Promise<ImageConfig | undefined> {
  if (!isImageConfigMediaType(config.mediaType)) return undefined;
  const bytes = await layout.readBlob(config, options);
  return located(layout, config, () => parseImageConfig(bytes));
}

/** Runs a parser and says in its error which blob of which layout it was. */
function located<T>(layout: ImageLayout, { digest }: Descriptor, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    if (!isOciError(cause)) throw cause;
    const message = `${digest} in ${layout.folder} cannot be read: ${cause.message}`;
    throw new OciError(cause.code, message, { digest, path: layout.folder, cause });
  }
}

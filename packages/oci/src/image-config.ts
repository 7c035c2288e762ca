import { optionalString, parseJsonObject } from './json.ts';
import { isTimestamp } from './timestamp.ts';

/**
 * What is read of the configuration of a container image.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md
 */
export interface ImageConfig {
  /** When the image was built, by RFC 3339. Reproducible builds write 1970 or the year 1. */
  readonly created?: string;
  readonly architecture?: string;
  readonly os?: string;
  readonly variant?: string;
}

/**
 * Reads the configuration of a container image. Only for media types that `isImageConfigMediaType` knows: the
 * configuration of anything else has a format of its own.
 *
 * A `created` that is no RFC 3339 time is left out, for a date that cannot be read is no reason to refuse an image.
 *
 * @throws OciError `MALFORMED`.
 */
export function parseImageConfig(bytes: Uint8Array): ImageConfig {
  const body = parseJsonObject(bytes, 'config');
  const architecture = optionalString(body, 'architecture', 'config');
  const os = optionalString(body, 'os', 'config');
  const variant = optionalString(body, 'variant', 'config');
  return {
    ...(isTimestamp(body['created']) && { created: body['created'] }),
    ...(architecture !== undefined && { architecture }),
    ...(os !== undefined && { os }),
    ...(variant !== undefined && { variant }),
  };
}

import { isDigest, type Digest } from '@registry-images/model';

import {
  isJsonObject,
  malformed,
  optionalObject,
  optionalString,
  optionalStringMap,
  optionalStrings,
  refuseOtherSpellings,
  requiredString,
  type JsonObject,
} from './json.ts';

/**
 * The machine that an image is for.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md#image-index-property-descriptions
 */
export interface Platform {
  /** A `GOARCH`, such as `amd64`. BuildKit writes `unknown` for what runs nowhere, such as attestations. */
  readonly architecture: string;
  /** A `GOOS`, such as `linux`. */
  readonly os: string;
  /** The variant of the processor, such as `v8`. */
  readonly variant?: string;
  /** The version of the operating system; Windows images need it. */
  readonly osVersion?: string;
}

/**
 * Names a blob: what it is, its digest and its size.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md
 */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  /** Bytes. */
  readonly size: number;
  /** Where else the bytes can be had. A layer with `urls` need not be in the layout. */
  readonly urls?: readonly string[];
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: Platform;
  readonly artifactType?: string;
}

/**
 * Checks a descriptor. `where` names it in errors, e.g. `index.manifests[3]`. Fields that are not known here are left
 * out.
 *
 * The check of the digest is what makes it safe as a path: `sha256:../../etc/passwd` does not pass.
 *
 * @throws OciError `MALFORMED`.
 */
export function parseDescriptor(value: unknown, where: string): Descriptor {
  if (!isJsonObject(value)) throw malformed(where, 'a descriptor', value);
  refuseOtherSpellings(value, ['mediaType', 'digest', 'size'], where);
  const { digest, size } = value;
  if (!isDigest(digest)) throw malformed(`${where}.digest`, 'a digest', digest);
  if (!isSize(size)) throw malformed(`${where}.size`, 'a whole number of bytes', size);

  const urls = optionalStrings(value, 'urls', where);
  const annotations = optionalStringMap(value, 'annotations', where);
  const platform = optionalObject(value, 'platform', where);
  const artifactType = optionalString(value, 'artifactType', where);
  return {
    mediaType: requiredString(value, 'mediaType', where),
    digest,
    size,
    ...(urls && { urls }),
    ...(annotations && { annotations }),
    ...(platform && { platform: parsePlatform(platform, `${where}.platform`) }),
    ...(artifactType !== undefined && { artifactType }),
  };
}

/** Writes a descriptor as JSON, in the field names of the specification. */
export function formatDescriptor({ platform, ...descriptor }: Descriptor): JsonObject {
  return { ...descriptor, ...(platform && { platform: formatPlatform(platform) }) };
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function parsePlatform(object: JsonObject, where: string): Platform {
  const variant = optionalString(object, 'variant', where);
  const osVersion = optionalString(object, 'os.version', where);
  return {
    architecture: requiredString(object, 'architecture', where),
    os: requiredString(object, 'os', where),
    ...(variant !== undefined && { variant }),
    ...(osVersion !== undefined && { osVersion }),
  };
}

function formatPlatform({ osVersion, ...platform }: Platform): JsonObject {
  return { ...platform, ...(osVersion !== undefined && { 'os.version': osVersion }) };
}

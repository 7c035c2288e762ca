import { parseDescriptor, type Descriptor } from './descriptor.ts';
import { OciError } from './error.ts';
import {
  listOf,
  malformed,
  optionalString,
  optionalStringMap,
  parseJsonObject,
  refuseOtherSpellings,
  type JsonObject,
} from './json.ts';
import { baseMediaType, isIndexMediaType, isManifestMediaType } from './media-type.ts';

/**
 * The manifest of one image: its configuration and its layers.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md
 */
export interface ImageManifest {
  readonly kind: 'manifest';
  readonly mediaType: string;
  readonly artifactType?: string;
  readonly config: Descriptor;
  /** From the base up. */
  readonly layers: readonly Descriptor[];
  /** The manifest that this one says something about, e.g. signs. */
  readonly subject?: Descriptor;
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * A list of manifests, usually the same image for several platforms. An index may list indexes, may list manifests that
 * are not there, and BuildKit's cache exports list layers.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md
 */
export interface ImageIndex {
  readonly kind: 'index';
  readonly mediaType: string;
  readonly artifactType?: string;
  readonly manifests: readonly Descriptor[];
  readonly subject?: Descriptor;
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * Reads the manifest of an image. `mediaType` is what its descriptor or `Content-Type` says; it stands where the
 * manifest itself says nothing, as umoci's do.
 *
 * @throws OciError `MALFORMED`.
 */
export function parseManifest(bytes: Uint8Array, mediaType: string): ImageManifest {
  const body = parseJsonObject(bytes, 'manifest');
  const common = parseCommon(body, 'manifest', mediaType, isManifestMediaType);
  refuseFields(body, 'manifest', ['manifests', 'fsLayers']);
  return {
    kind: 'manifest',
    ...common,
    config: parseDescriptor(body['config'], 'manifest.config'),
    layers: listOf(body, 'layers', 'manifest').map((layer, index) =>
      parseDescriptor(layer, `manifest.layers[${index}]`),
    ),
  };
}

/**
 * Reads an index. `mediaType` is as in {@link parseManifest}. Without `manifests`, or with null there, it is empty.
 *
 * @throws OciError `MALFORMED`.
 */
export function parseIndex(bytes: Uint8Array, mediaType: string): ImageIndex {
  return checkIndex(parseJsonObject(bytes, 'index'), mediaType);
}

/** As {@link parseIndex}, of a document that is JSON already. */
export function checkIndex(body: JsonObject, mediaType: string): ImageIndex {
  const common = parseCommon(body, 'index', mediaType, isIndexMediaType);
  refuseFields(body, 'index', ['config', 'layers', 'fsLayers']);
  return {
    kind: 'index',
    ...common,
    manifests: listOf(body, 'manifests', 'index').map((manifest, index) =>
      parseDescriptor(manifest, `index.manifests[${index}]`),
    ),
  };
}

/** What manifests and indexes share. */
function parseCommon(
  body: JsonObject,
  where: string,
  expected: string,
  isKind: (mediaType: string) => boolean,
): Pick<ImageIndex, 'mediaType' | 'artifactType' | 'subject' | 'annotations'> {
  refuseOtherSpellings(body, ['mediaType', 'manifests', 'config', 'layers', 'subject'], where);
  const hint = baseMediaType(expected);
  const mediaType = optionalString(body, 'mediaType', where) ?? hint;
  if (mediaType !== hint) throw malformed(`${where}.mediaType`, `"${hint}", as it is announced`, mediaType);
  if (!isKind(mediaType)) throw malformed(`${where}.mediaType`, `that of a known ${where}`, mediaType);
  if ((body['schemaVersion'] ?? 2) !== 2)
    throw malformed(`${where}.schemaVersion`, '2', body['schemaVersion']);

  const artifactType = optionalString(body, 'artifactType', where);
  const subject = body['subject'] ?? undefined;
  return {
    mediaType,
    ...(artifactType !== undefined && { artifactType }),
    ...(subject !== undefined && { subject: parseDescriptor(subject, `${where}.subject`) }),
    annotations: optionalStringMap(body, 'annotations', where) ?? {},
  };
}

// A document that is a manifest and an index at once means different images to different readers, and lets one of them
// check what the other does not run: https://github.com/opencontainers/image-spec/security/advisories/GHSA-77vh-xpmg-72qh
function refuseFields(body: JsonObject, where: string, fields: readonly string[]): void {
  const found = fields.find((field) => body[field] !== undefined && body[field] !== null);
  if (found === undefined) return;
  throw new OciError(
    'MALFORMED',
    `${where} must not have "${found}": it would be two kinds of document at once.`,
  );
}

import {
  isDigest,
  isRepositoryName,
  isResourceId,
  isTag,
  normalizeBlob,
  type Blob,
  type Image,
  type WireBlob,
} from '@registry-images/model';

/**
 * An image to be put into the fake. Only the name has to be said: the repository, `<registry id>/<path>`. What is left
 * out is made up: an id, a digest, a configuration, one layer, the sum of their sizes, and the time of the clock.
 *
 * @see https://yandex.cloud/en/docs/container-registry/api-ref/Image/get
 */
export interface NewImage {
  /** The repository: `<registry id>/<path>`. */
  readonly name: string;
  /** 1 to 50 characters. Default: `img-` and a number. */
  readonly id?: string;
  /** `sha256:` and 64 hexadecimal digits. Default: one that no other image has. */
  readonly digest?: string;
  /** Bytes, as a decimal string. */
  readonly compressedSize?: string;
  /** Null for none, as a multi-arch index has it. */
  readonly config?: WireBlob | null;
  /** Default: one, of 1 000 000 bytes. */
  readonly layers?: readonly WireBlob[];
  /** Taken from the images of the repository that have them, as a push does. Default: none. */
  readonly tags?: readonly string[];
  /** RFC 3339, UTC. */
  readonly createdAt?: string;
  /**
   * What it runs on, e.g. `linux/arm/v7`: an extension of the image service. Default: what its children run on; without
   * children, nothing is known.
   */
  readonly platforms?: readonly string[];
  /** What a list is ordered by for `lastModified`; RFC 3339, UTC. Default: `createdAt`. */
  readonly lastModified?: string;
  /** The ids of what a multi-arch index contains, of the same repository. A list does not show them. Default: none. */
  readonly children?: readonly string[];
  /** The id of the image that this one says something about, as a signature does. A list does not show it then. */
  readonly subject?: string;
}

/** RFC 3339 in UTC, with up to nine digits of a fraction. */
const timePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

/** Fills in what was left out of the image that is the `number`th. */
export function completeImage(given: NewImage, number: number, nowMs: number): Image {
  const config = given.config === undefined ? madeUpBlob('c', number, 1000) : given.config;
  const layers = given.layers ?? [madeUpBlob('b', number, 1_000_000)];
  const blobs = (config ? [config, ...layers] : layers).map(normalizeBlob);
  for (const blob of blobs) checkBlob(blob);
  return structuredClone({
    id: given.id ?? `img-${number}`,
    name: given.name,
    digest: given.digest ?? madeUpDigest('a', number),
    compressedSize: given.compressedSize ?? String(blobs.reduce((sum, { size }) => sum + BigInt(size), 0n)),
    ...(config && { config: normalizeBlob(config) }),
    layers: layers.map(normalizeBlob),
    tags: [...(given.tags ?? [])],
    createdAt: given.createdAt ?? new Date(nowMs).toISOString(),
    platforms: [...(given.platforms ?? [])],
  });
}

/**
 * Refuses an image that the API could not give, so that no test rests on one.
 *
 * @throws RangeError that says what is wrong.
 */
export function checkImage(image: Image, lastModified: string): void {
  const { id, name, digest, compressedSize, tags, createdAt, platforms } = image;
  check(isResourceId(id), `"${id}" cannot be the id of an image.`);
  check(
    isRepositoryName(name) && name.includes('/'),
    `"${name}" is not the name of an image, such as "crp1/team/app": the registry, then the path.`,
  );
  check(isDigest(digest), `"${digest}" is not a digest.`);
  check(isSize(compressedSize), `"${compressedSize}" is not a compressedSize: bytes in decimal.`);
  for (const tag of tags) check(isTag(tag), `"${tag}" is not a tag.`);
  check(new Set(tags).size === tags.length, `The tags ${tags.join(', ')} are not each unique.`);
  for (const platform of platforms) {
    check(
      /^[^/]+(?:\/[^/]+){1,2}$/.test(platform),
      `"${platform}" is not a platform, such as "linux/arm/v7".`,
    );
  }
  check(
    new Set(platforms).size === platforms.length,
    `The platforms ${platforms.join(', ')} are not each unique.`,
  );
  check(isTime(createdAt), `"${createdAt}" is not a createdAt, such as 2026-01-01T00:00:00Z.`);
  check(isTime(lastModified), `"${lastModified}" is not a lastModified, such as 2026-01-01T00:00:00Z.`);
}

function checkBlob({ digest, size }: Blob): void {
  check(digest === '' || isDigest(digest), `"${digest}" is not the digest of a blob.`);
  check(isSize(size), `"${size}" is not the size of a blob: bytes in decimal.`);
}

function isSize(text: string): boolean {
  return /^\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}

function isTime(text: string): boolean {
  if (!timePattern.test(text)) return false;
  const ms = Date.parse(text);
  // The 30th of February is read as the 2nd of March.
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 19) === text.slice(0, 19);
}

function check(fine: boolean, problem: string): void {
  if (!fine) throw new RangeError(problem);
}

function madeUpBlob(kind: string, number: number, bytes: number): WireBlob {
  return { id: `blob-${kind}${number}`, digest: madeUpDigest(kind, number), size: String(bytes + number) };
}

/** A digest that is told apart from others at its beginning, which is what people are shown. */
function madeUpDigest(kind: string, number: number): string {
  return `sha256:${`${kind}${number.toString(16).padStart(7, '0')}`.padEnd(64, '0')}`;
}

/**
 * Digests, as the OCI image specification writes them: `algorithm ":" encoded`.
 *
 *     digest    ::= algorithm ":" encoded
 *     algorithm ::= component (separator component)*     component ::= [a-z0-9]+     separator ::= [+._-]
 *     encoded   ::= [a-zA-Z0-9=_-]+
 *
 * The registered algorithms say more of `encoded`: sha256 is 64 lower-case hexadecimal digits, sha512 128. A digest
 * of another algorithm is well-formed all the same, and nothing here can verify it.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#digests
 */

/**
 * A content-addressable identifier, e.g. `sha256:` and 64 hexadecimal digits.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#digests
 */
export type Digest = `${string}:${string}`;

/**
 * The two parts of a digest. Both are safe as one segment of a path: no slash, no dot-segment.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#digests
 */
export interface DigestParts {
  /** E.g. `sha256`. */
  readonly algorithm: string;
  /** What the algorithm gives, e.g. 64 hexadecimal digits. */
  readonly encoded: string;
}

const digestPattern = /^([a-z0-9]+(?:[+._-][a-z0-9]+)*):([a-zA-Z0-9=_-]+)$/;

const registeredEncodings: Readonly<Record<string, RegExp>> = {
  sha256: /^[a-f0-9]{64}$/,
  sha512: /^[a-f0-9]{128}$/,
};

/**
 * Whether `value` is a well-formed digest; for sha256 and sha512 this includes the length and the alphabet.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#digests
 */
export function isDigest(value: unknown): value is Digest {
  const match = typeof value === 'string' ? digestPattern.exec(value) : null;
  if (!match) return false;
  const [, algorithm = '', encoded = ''] = match;
  const encoding = Object.hasOwn(registeredEncodings, algorithm) ? registeredEncodings[algorithm] : undefined;
  return encoding?.test(encoded) ?? true;
}

/**
 * Takes a digest apart.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#digests
 */
export function splitDigest(digest: Digest): DigestParts {
  const colon = digest.indexOf(':');
  return { algorithm: digest.slice(0, colon), encoded: digest.slice(colon + 1) };
}

/**
 * A digest cut to its first 12 hexadecimal digits, for people to tell images apart: `4f06b3c21b8e`. Never for machines:
 * it is not unique.
 *
 * @see https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#digests
 */
export function shortDigest(digest: string): string {
  return digest.slice(digest.indexOf(':') + 1).slice(0, 12);
}

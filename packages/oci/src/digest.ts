import { hash } from 'node:crypto';

import { splitDigest, type Digest } from '@registry-images/model';

import { OciError } from './error.ts';

/** The digest algorithms that can be computed here: those that image-spec v1.1.1 registers. */
export type DigestAlgorithm = 'sha256' | 'sha512';

/** Computes the digest of some bytes. */
export function digestOf(bytes: Uint8Array, algorithm: DigestAlgorithm = 'sha256'): Digest {
  return `${algorithm}:${hash(algorithm, bytes, 'hex')}`;
}

/**
 * The algorithm of a digest, if bytes can be verified with it.
 *
 * @throws OciError `UNSUPPORTED_DIGEST` for any other. Such a digest is well-formed, yet nothing that it names can be
 *   trusted.
 */
export function algorithmOf(digest: Digest): DigestAlgorithm {
  const { algorithm } = splitDigest(digest);
  if (algorithm === 'sha256' || algorithm === 'sha512') return algorithm;
  throw new OciError('UNSUPPORTED_DIGEST', `Cannot verify ${digest}: only sha256 and sha512 are known.`, {
    digest,
  });
}

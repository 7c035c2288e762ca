/**
 * Digests as the store has them: one byte for the algorithm and the first 256 bits. That is half the size of the text,
 * sorts like it, fits in a page token, and nobody can make two that agree. What a SHA-512 has beyond that is kept apart.
 */
import { splitDigest, type Digest } from '@registry-images/model';

const algorithms = ['sha256', 'sha512'] as const;
const keyBytes = 32;

/** How many bytes a key has. */
export const digestKeyLength: number = 1 + keyBytes;

/** The key of a digest; undefined for one of another algorithm, which nothing can verify, and so no repository has. */
export function digestKey(digest: Digest): Buffer | undefined {
  const { algorithm, encoded } = splitDigest(digest);
  const number = algorithms.findIndex((known) => known === algorithm);
  if (number < 0) return undefined;
  const key = Buffer.allocUnsafe(digestKeyLength);
  key[0] = number;
  key.write(encoded.slice(0, 2 * keyBytes), 1, 'hex');
  return key;
}

/** What the key of a digest lacks; null where it lacks nothing. */
export function digestTail(digest: Digest): Buffer | null {
  const tail = splitDigest(digest).encoded.slice(2 * keyBytes);
  return tail === '' ? null : Buffer.from(tail, 'hex');
}

/** The digest of a key and its tail. */
export function digestOfKey(key: Uint8Array, tail: Uint8Array | null = null): Digest {
  const hex = hexOf(key.subarray(1)) + (tail ? hexOf(tail) : '');
  return `${algorithms[key[0] ?? 0] ?? algorithms[0]}:${hex}`;
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/**
 * Page tokens: the place behind the last image of a page, as what it is sorted by and not as a count, so that images that
 * come and go between two pages move nothing. A token is bound to its query and to the store that it came from by a
 * checksum, which also finds out damage.
 *
 *     offset  bytes  content
 *     0       1      version
 *     1       8      checksum: the first bytes of SHA-256 over the store's key, the query and the rest of the token
 *     9       6      number of the repository, which is its for ever, also once it has gone
 *     15      33     key of the digest: its algorithm and its first 256 bits
 *     48      8      created, ms since the Unix epoch
 *     56      8      last modified, likewise
 *
 * That is 86 characters of base64url; the API allows 100.
 *
 * The checksum keeps nobody out: who forges a token learns no more than by asking for the list.
 */
import { createHash } from 'node:crypto';

import { invalidArgument } from '../errors.ts';
import { digestKeyLength } from '../store/digest-key.ts';
import type { PagePlace } from '../store/image-store.ts';

const version = 2;
const repositoryAt = 9;
const digestAt = 15;
const createdAt = digestAt + digestKeyLength;
const modifiedAt = createdAt + 8;
const length = modifiedAt + 8;

/** What a token is good for. */
export interface TokenScope {
  /** Of the store: `ImageStore.key`. */
  readonly key: string;
  /** All parameters of the list but its page size, which may change from page to page. */
  readonly query: string;
}

/** Writes the token of the page that begins behind a place. */
export function formatPageToken(place: PagePlace, scope: TokenScope): string {
  const bytes = Buffer.alloc(length);
  bytes.writeUInt8(version, 0);
  bytes.writeUIntBE(place.repository, repositoryAt, 6);
  bytes.set(place.digestKey, digestAt);
  bytes.writeDoubleBE(place.createdMs, createdAt);
  bytes.writeDoubleBE(place.modifiedMs, modifiedAt);
  checksum(bytes, scope).copy(bytes, 1);
  return bytes.toString('base64url');
}

/**
 * Reads the place that a token stands for.
 *
 * @throws ServiceError `INVALID_ARGUMENT` for a token that is damaged, or of another query or store.
 */
export function parsePageToken(token: string, scope: TokenScope): PagePlace {
  const bytes = Buffer.from(token, 'base64url');
  const intact =
    bytes.length === length &&
    bytes[0] === version &&
    bytes.toString('base64url') === token &&
    checksum(bytes, scope).equals(bytes.subarray(1, repositoryAt));
  if (!intact) {
    throw invalidArgument(
      'pageToken',
      'is not one that this list gave: the other parameters must stay as they were.',
    );
  }
  return {
    repository: bytes.readUIntBE(repositoryAt, 6),
    digestKey: bytes.subarray(digestAt, createdAt),
    createdMs: bytes.readDoubleBE(createdAt),
    modifiedMs: bytes.readDoubleBE(modifiedAt),
  };
}

function checksum(bytes: Buffer, { key, query }: TokenScope): Buffer {
  const hash = createHash('sha256').update(`${key}\n${query}\n`).update(bytes.subarray(repositoryAt));
  return hash.digest().subarray(0, repositoryAt - 1);
}

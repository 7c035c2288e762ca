/**
 * Page tokens: the place behind the last image of a page, as a sort key and not as a count, so that images that come
 * and go between two pages move nothing. A token is bound to its query by a checksum, which also finds out damage.
 *
 *     offset  bytes  content
 *     0       1      version
 *     1       8      checksum: the first bytes of SHA-256 over the query and the rest of the token
 *     9       8      the repository: the first bytes of SHA-256 of its name
 *     17      1      algorithm of the digest
 *     18      32     digest, its first 256 bits
 *     50      8      created, ms since the Unix epoch
 *     58      8      last modified, likewise
 *
 * That is 88 characters of base64url; the API allows 100. A name can be longer than that, so it is in the token as a
 * hash and looked up again. Where its repository has gone meanwhile, the token has expired: starting over is better than
 * a list that leaves out images.
 *
 * The checksum is no secret: who forges a token learns no more than by asking for the list.
 */
import { createHash } from 'node:crypto';

import { invalidArgument } from '../errors.ts';
import type { SortKey } from './sort-key.ts';

const version = 1;
const length = 66;
const algorithms = ['sha256', 'sha512'];

/**
 * Writes the token of the page that follows the image with this key.
 *
 * @throws RangeError for a digest that is not of SHA-2: no source lists one.
 */
export function formatPageToken(last: SortKey, query: string): string {
  const bytes = Buffer.alloc(length);
  bytes.writeUInt8(version, 0);
  hash(last.name).copy(bytes, 9, 0, 8);
  bytes.set(packDigest(last.digest), 17);
  bytes.writeDoubleBE(last.createdMs, 50);
  bytes.writeDoubleBE(last.modifiedMs, 58);
  checksum(bytes, query).copy(bytes, 1);
  return bytes.toString('base64url');
}

/**
 * Reads the place that a token stands for. `names` are the repositories that there are now.
 *
 * @throws ServiceError `INVALID_ARGUMENT` for a token that is damaged, of another query, or has expired.
 */
export function parsePageToken(token: string, query: string, names: Iterable<string>): SortKey {
  const bytes = Buffer.from(token, 'base64url');
  const intact =
    bytes.length === length &&
    bytes[0] === version &&
    bytes.toString('base64url') === token &&
    checksum(bytes, query).equals(bytes.subarray(1, 9));
  if (!intact) {
    throw invalidArgument(
      'pageToken',
      'is not one that this list gave: the other parameters must stay as they were.',
    );
  }
  for (const name of names) {
    if (!hash(name).subarray(0, 8).equals(bytes.subarray(9, 17))) continue;
    return {
      name,
      digest: unpackDigest(bytes.subarray(17, 50)),
      createdMs: bytes.readDoubleBE(50),
      modifiedMs: bytes.readDoubleBE(58),
    };
  }
  throw invalidArgument(
    'pageToken',
    'has expired, because its repository has gone: start from the first page.',
  );
}

function checksum(bytes: Buffer, query: string): Buffer {
  return createHash('sha256').update(query).update('\n').update(bytes.subarray(9)).digest().subarray(0, 8);
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function packDigest(digest: string): Buffer {
  const [algorithm = '', hex = ''] = digest.split(':');
  const number = algorithms.indexOf(algorithm);
  if (number < 0) throw new RangeError(`"${digest}" cannot be a place in a list.`);
  return Buffer.concat([Buffer.of(number), Buffer.from(hex, 'hex')]);
}

function unpackDigest(bytes: Buffer): string {
  return `${algorithms[bytes[0] ?? 0]}:${bytes.subarray(1).toString('hex')}`;
}

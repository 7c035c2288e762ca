import type { Descriptor } from '../descriptor.ts';
import { algorithmOf, digestOf } from '../digest.ts';
import { maxDocumentBytes, type ReadBlobOptions } from '../document.ts';
import { isOciError, OciError } from '../error.ts';
import { checkDigest, checkRepository } from './arguments.ts';
import type { Send } from './request.ts';

/**
 * Reads a blob whole and verifies it, as `Registry.blob` tells. It may come from another host, see the rules of
 * redirects. A status of 200 says little: after a garbage collection CNCF Distribution 2.8 answers so without a byte.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-blobs
 */
export async function pullBlob(
  send: Send,
  repository: string,
  { digest, size }: Pick<Descriptor, 'digest' | 'size'>,
  { maxBytes = maxDocumentBytes, signal }: ReadBlobOptions,
): Promise<Uint8Array> {
  const path = `/v2/${checkRepository(repository)}/blobs/${checkDigest(digest)}`;
  const algorithm = algorithmOf(digest);
  const name = `${digest} in ${repository}`;
  if (size > maxBytes) {
    throw new OciError('TOO_LARGE', `${name} has ${size} bytes; at most ${maxBytes} are read.`, { digest });
  }
  const scope = `repository:${repository}:pull`;
  // Where storage behind the registry answers, it does so in its own words.
  const trust = { anyOrigin: true, bareNotFound: true };
  const request = { path, scope, expect: [200, 404], maxBytes: size, ...trust, signal };
  const { status, body } = await send(request).catch((cause: unknown) => {
    if (!isOciError(cause, 'TOO_LARGE')) throw cause;
    throw new OciError('SIZE_MISMATCH', `${name} has more than its ${size} bytes.`, { digest, cause });
  });
  if (status === 404) throw new OciError('BLOB_NOT_FOUND', `${name} is not there.`, { digest });
  if (body.length !== size) {
    const message = `${name} has ${body.length} bytes instead of ${size}.`;
    throw new OciError('SIZE_MISMATCH', message, { digest });
  }
  const found = digestOf(body, algorithm);
  if (found === digest) return body;
  throw new OciError('DIGEST_MISMATCH', `The blob ${name} has the digest ${found}.`, { digest });
}

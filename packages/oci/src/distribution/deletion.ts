import type { Digest } from '@registry-images/model';

import type { Abortable } from '../abortable.ts';
import { isOciError, OciError } from '../error.ts';
import { checkDigest, checkRepository } from './arguments.ts';
import type { Send } from './request.ts';

/**
 * Deletes a manifest, as `Registry.deleteManifest` tells. Always by digest: CNCF Distribution 2.8 refuses tags, zot
 * takes the tag away and leaves the manifest.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#deleting-manifests
 */
export async function deleteManifest(
  send: Send,
  repository: string,
  digest: Digest,
  { signal }: Abortable,
): Promise<'deleted' | 'not-found'> {
  try {
    const { status } = await send({
      method: 'DELETE',
      path: `/v2/${checkRepository(repository)}/manifests/${checkDigest(digest)}`,
      scope: `repository:${repository}:delete`,
      expect: [200, 202, 204, 404],
      signal,
    });
    return status === 404 ? 'not-found' : 'deleted';
  } catch (error) {
    if (!isOciError(error)) throw error;
    // zot's word for a repository that it does not know, with status 400.
    if (error.reasons.some(({ code }) => code === 'NAME_UNKNOWN')) return 'not-found';
    throw error.code === 'UNSUPPORTED' ? deletionIsOff(error, digest) : error;
  }
}

function deletionIsOff(cause: OciError, digest: Digest): OciError {
  const { message, url, status, reasons } = cause;
  const advice =
    'CNCF Distribution deletes with storage.delete.enabled: true (REGISTRY_STORAGE_DELETE_ENABLED=true), and while ' +
    'storage.maintenance.readonly is off.';
  return new OciError('UNSUPPORTED', `${message} Deletion has to be allowed in the registry: ${advice}`, {
    digest,
    reasons,
    cause,
    ...(url !== undefined && { url }),
    ...(status !== undefined && { status }),
  });
}

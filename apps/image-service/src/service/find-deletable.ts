import type { Principal } from '../access/principal.ts';
import { ServiceError } from '../errors.ts';
import type { ImageStore, StoredImage } from '../store/image-store.ts';
import type { Sync } from '../sync/sync.ts';

/** What looking for an image needs. */
export interface FindDeletableDeps {
  readonly store: Pick<ImageStore, 'get'>;
  readonly sync: Pick<Sync, 'freshen'>;
  readonly registryIds: readonly string[];
}

/**
 * Finds the image to be deleted, or to be looked at before, listed or not.
 *
 * @throws ServiceError `NOT_FOUND`, also for what the caller may not see: otherwise ids would tell what is there.
 */
export async function findDeletable(
  { store, sync, registryIds }: FindDeletableDeps,
  imageId: string,
  principal: Pick<Principal, 'canRead'>,
  signal: AbortSignal,
): Promise<StoredImage> {
  const known = store.get(imageId);
  const scope = known ? { registryIds: [known.registryId], repositoryName: known.name } : { registryIds };
  await sync.freshen(scope, signal);
  const image = store.get(imageId);
  // The database may know of registries that are not configured any more.
  const isThere = image !== undefined && registryIds.includes(image.registryId);
  if (!isThere || !principal.canRead(image.name)) throw imageNotFound(imageId);
  return image;
}

/** The error of an image that is not there, as far as the caller may know. */
export function imageNotFound(imageId: string): ServiceError {
  return new ServiceError('NOT_FOUND', `Image ${imageId} not found: it never was, or has been deleted.`);
}

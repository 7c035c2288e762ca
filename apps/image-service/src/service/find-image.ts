import type { Principal } from '../access/principal.ts';
import { ServiceError } from '../errors.ts';
import type { ImageStore, StoredImage } from '../store/image-store.ts';
import type { Sync } from '../sync/sync.ts';

/** What looking for an image needs. */
export interface FindImageDeps {
  readonly store: Pick<ImageStore, 'get'>;
  readonly sync: Pick<Sync, 'freshen'>;
  readonly registryIds: readonly string[];
}

/**
 * Finds an image by its id, listed or not.
 *
 * @throws ServiceError `NOT_FOUND`, also for what the caller may not see: otherwise ids would tell what is there.
 */
export async function findImage(
  { store, sync, registryIds }: FindImageDeps,
  imageId: string,
  principal: Pick<Principal, 'canRead' | 'canReadIn'>,
  signal: AbortSignal,
): Promise<StoredImage> {
  const known = store.get(imageId);
  const visible = registryIds.filter((registryId) => principal.canReadIn(registryId));
  // What the caller may not see is looked for like what nobody knows, and takes as long.
  const repositoryName = known && principal.canRead(known.name) ? known.name : undefined;
  await sync.freshen({ registryIds: visible, repositoryName }, signal);
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

import type { Principal } from '../access/principal.ts';
import { ServiceError } from '../errors.ts';
import type { Source } from '../source/source.ts';
import type { ImageStore } from '../store/image-store.ts';

/** Whose images are to be listed, as the API has it. */
export interface ScopeInput {
  readonly repositoryName?: string | undefined;
  readonly registryId?: string | undefined;
  readonly folderId?: string | undefined;
}

/** Whose images are listed. */
export interface ListScope {
  readonly registryIds: readonly string[];
  /** `<registry id>/<path>`. */
  readonly repositoryName?: string;
  /** The parameter that decided. */
  readonly chosen: string;
}

/** Where registries are known from. */
export type KnownRegistries = readonly Pick<Source, 'registryId' | 'folderId'>[];

/**
 * The first of repository, registry and folder that is given decides; without any, all registries are listed.
 *
 * @throws ServiceError `NOT_FOUND` for what is not configured, and for what the caller may not see: otherwise names would
 *   tell what is there, and so would the state of a registry.
 */
export function chooseScope(
  sources: KnownRegistries,
  { repositoryName, registryId, folderId }: ScopeInput,
  principal: Pick<Principal, 'canRead' | 'canReadIn'>,
): ListScope {
  const visible = sources.filter((source) => principal.canReadIn(source.registryId));
  const idsOf = (isIn: (source: KnownRegistries[number]) => boolean): string[] =>
    visible.filter(isIn).map((source) => source.registryId);
  if (repositoryName) {
    const registryIds = idsOf((source) => repositoryName.startsWith(`${source.registryId}/`));
    if (registryIds.length === 0 || !principal.canRead(repositoryName))
      throw repositoryNotFound(repositoryName);
    return { registryIds, repositoryName, chosen: repositoryName };
  }
  if (registryId) {
    const registryIds = idsOf((source) => source.registryId === registryId);
    if (registryIds.length === 0) throw registryNotFound(registryId);
    return { registryIds, chosen: `registry ${registryId}` };
  }
  if (folderId) {
    const registryIds = idsOf((source) => source.folderId === folderId);
    if (registryIds.length === 0) throw folderNotFound(folderId);
    return { registryIds, chosen: `folder ${folderId}` };
  }
  return { registryIds: idsOf(() => true), chosen: '' };
}

/**
 * Fails for what is not there, once the store is fresh; and for a registry or a folder of which the caller may see no
 * repository, as for one that does not exist.
 *
 * @throws ServiceError `NOT_FOUND`.
 */
export function assertThere(
  store: Pick<ImageStore, 'hasRepository' | 'hasVisible'>,
  { registryIds, repositoryName }: ListScope,
  { registryId, folderId }: ScopeInput,
  principal: Principal,
): void {
  if (repositoryName !== undefined) {
    if (!store.hasRepository(repositoryName)) throw repositoryNotFound(repositoryName);
    return;
  }
  if (principal.seesAll || registryIds.some((id) => store.hasVisible(id, principal.canRead))) return;
  if (registryId) throw registryNotFound(registryId);
  if (folderId) throw folderNotFound(folderId);
}

function repositoryNotFound(name: string): ServiceError {
  return new ServiceError('NOT_FOUND', `Repository ${name} not found.`);
}

function registryNotFound(registryId: string): ServiceError {
  return new ServiceError('NOT_FOUND', `Registry ${registryId} not found.`);
}

function folderNotFound(folderId: string): ServiceError {
  return new ServiceError('NOT_FOUND', `Folder ${folderId} not found.`);
}

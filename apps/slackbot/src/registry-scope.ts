import type { ImageScope } from '@registry-images/client';

/**
 * Which images the bot shows: those of one registry, or those of every registry of a folder.
 *
 * On the wire a repository is called `<registry id>/<path>`. With one registry people type and see the path alone; with
 * a folder only the whole name says which repository is meant.
 */
export type RegistryScope =
  | { readonly kind: 'registry'; readonly registryId: string }
  | { readonly kind: 'folder'; readonly folderId: string };

/** The scope as a query for everything in it. */
export function scopeQuery(scope: RegistryScope): ImageScope {
  return scope.kind === 'registry' ? { registryId: scope.registryId } : { folderId: scope.folderId };
}

/**
 * Whether a repository belongs to what the bot shows. Of a folder the bot cannot tell: there the rights of its token
 * decide alone.
 */
export function isInScope(scope: RegistryScope, name: string): boolean {
  return scope.kind === 'folder' || name.startsWith(`${scope.registryId}/`);
}

/** The name on the wire of a repository that a person typed. */
export function wireName(scope: RegistryScope, typedName: string): string {
  if (scope.kind === 'folder' || typedName.startsWith(`${scope.registryId}/`)) return typedName;
  return `${scope.registryId}/${typedName}`;
}

/** The name of a repository for people. Typed back, it names the same repository. */
export function shownName(scope: RegistryScope, name: string): string {
  const path = pulledName(scope, name);
  // A path that begins like the registry's id would be taken for a whole name when somebody types it.
  return scope.kind === 'registry' && path.startsWith(`${scope.registryId}/`) ? name : path;
}

/** What follows the prefix in the address that a repository is pulled from: within one registry the path alone. */
export function pulledName(scope: RegistryScope, name: string): string {
  if (scope.kind === 'folder') return name;
  const prefix = `${scope.registryId}/`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

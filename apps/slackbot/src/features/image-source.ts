import type { ImagesClient } from '@registry-images/client';

import type { RegistryScope } from '../registry-scope.ts';

/** Where the features get images from. */
export interface ImageSource {
  readonly images: ImagesClient;
  readonly scope: RegistryScope;
}

/** There is no registry, or no folder, with the id that the bot was set up for. */
export class ScopeNotFoundError extends Error {
  override readonly name = 'ScopeNotFoundError';
  readonly scope: RegistryScope;

  constructor(scope: RegistryScope, cause: unknown) {
    const id = scope.kind === 'registry' ? scope.registryId : scope.folderId;
    super(`The Image API knows no ${scope.kind} ${id}.`, { cause });
    this.scope = scope;
  }
}

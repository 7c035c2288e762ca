import type { Digest } from '@registry-images/model';

import type { RepositoryChange, RepositoryState } from './image-store.ts';
import type { RepositoryRow } from './image-table.ts';
import { createRepositoryWriter } from './repository-writer.ts';
import type { Tables } from './tables.ts';

/**
 * Brings the store to what a repository has. Only what differs is written, so that one that is as it was costs little.
 * To be called in a transaction.
 */
export function putRepository(
  tables: Tables,
  state: RepositoryState,
): RepositoryChange & { readonly isChange: boolean } {
  const { repositories } = tables;
  const isNew = repositories.find(state.name) === undefined;
  const repository = repositories.open(state.registryId, state.name);
  const writer = createRepositoryWriter(tables, repository, state.seenMs);
  for (const digest of state.gone) writer.remove(digest);
  for (const manifest of state.manifests) writer.putManifest(manifest);
  const retagged = writer.putTags(state.tags);
  writer.putEntries(state.untagged);
  for (const [digest, pushedMs] of state.pushedMs) writer.putPushed(digest, pushedMs);
  repositories.setUnread(repository, state.unread);
  const { added, removed, isChange } = writer.finish();
  return { added, removed, retagged, isChange: isChange || isNew };
}

/** Takes one image out, with its tags; answers whether it was there. To be called in a transaction. */
export function removeImage(tables: Tables, repository: RepositoryRow, digest: Digest): boolean {
  const { images, repositories } = tables;
  const tags = images.find(repository, digest)?.tags ?? [];
  const unread = repositories.unread(repository).filter((one) => one !== digest && !tags.includes(one));
  repositories.setUnread(repository, unread);
  const writer = createRepositoryWriter(tables, repository, 0);
  writer.remove(digest);
  return writer.finish().isChange;
}

/** Forgets a repository with its images; its number and its name stay. To be called in a transaction. */
export function removeRepository(tables: Tables, repository: RepositoryRow): void {
  const writer = createRepositoryWriter(tables, repository, 0);
  for (const digest of tables.images.all(repository).keys()) writer.remove(digest);
  writer.finish();
  tables.repositories.close(repository);
}

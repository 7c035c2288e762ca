import type { Digest } from '@registry-images/model';

import type { KeptContent } from './image-content.ts';
import type { KnownRepository } from './image-store.ts';
import { digestOf, type ImageRow, type RepositoryRow } from './image-table.ts';
import { text } from './row.ts';
import type { Tables } from './tables.ts';

/** What the store has of a repository; of one that is not there only what was forgotten of it. */
export function readKnown(tables: Tables, name: string): KnownRepository {
  const repository = tables.repositories.find(name);
  const rows = repository && tables.images.all(repository);
  const images = rows ? [...rows.values()] : [];
  return {
    forgotten: tables.forgotten.of(name).filter((digest) => !rows?.has(digest)),
    tags: new Map(images.flatMap(({ tags, digest }) => tags.map((tag) => [tag, digest] as const))),
    manifests: digestsOf(images.filter(({ isDamaged }) => !isDamaged)),
    damaged: digestsOf(images.filter(({ isDamaged }) => isDamaged)),
    unread: new Set(repository ? tables.repositories.unread(repository) : []),
    children: repository ? readChildren(tables, repository) : new Map<Digest, readonly Digest[]>(),
  };
}

function readChildren({ sql }: Tables, { id }: RepositoryRow): ReadonlyMap<Digest, readonly Digest[]> {
  const rows = sql(
    'SELECT digest, digest_tail, content FROM images WHERE repository = ? AND merged IS NOT NULL',
  ).all(id);
  return new Map(
    rows.map((row) => {
      // Written by the store itself.
      const { children }: KeptContent = JSON.parse(text(row, 'content'));
      return [digestOf(row), children];
    }),
  );
}

function digestsOf(images: readonly ImageRow[]): ReadonlySet<Digest> {
  return new Set(images.map(({ digest }) => digest));
}

import type { Digest } from '@registry-images/model';

import { digestOfKey } from './digest-key.ts';
import type { KeptContent } from './image-content.ts';
import type { KnownRepository } from './image-store.ts';
import type { RepositoryRow } from './image-table.ts';
import { bytes, optionalBytes, text } from './row.ts';
import type { Tables } from './tables.ts';

/** What the store has of a repository; nothing of one that is not there. */
export function readKnown(tables: Tables, repository: RepositoryRow | undefined): KnownRepository {
  const images = repository ? [...tables.images.all(repository).values()] : [];
  const isReadable = ({ manifest }: (typeof images)[number]): boolean => manifest !== undefined;
  return {
    tags: repository ? tables.tagsOf(repository) : new Map<string, Digest>(),
    manifests: new Set(images.filter(isReadable).map(({ digest }) => digest)),
    damaged: new Set(images.filter((image) => !isReadable(image)).map(({ digest }) => digest)),
    children: repository ? readChildren(tables, repository) : new Map<Digest, readonly Digest[]>(),
  };
}

function readChildren({ sql }: Tables, { id }: RepositoryRow): ReadonlyMap<Digest, readonly Digest[]> {
  const rows = sql(
    `SELECT images.digest, digest_tail, content FROM images JOIN manifests ON manifests.id = images.manifest
     WHERE repository = ? AND merged IS NOT NULL`,
  ).all(id);
  return new Map(
    rows.map((row) => {
      // Written by the store itself.
      const { children }: KeptContent = JSON.parse(text(row, 'content'));
      return [digestOfKey(bytes(row, 'digest'), optionalBytes(row, 'digest_tail')), children];
    }),
  );
}

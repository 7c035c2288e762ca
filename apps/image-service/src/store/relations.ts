import type { Digest } from '@registry-images/model';

import type { ImageRelations, StoredImage } from './image-store.ts';
import type { ImageRow, RepositoryRow } from './image-table.ts';
import { readImages } from './read-images.ts';
import type { Tables } from './tables.ts';

/** How an image hangs together with others; see {@link ImageRelations}. */
export function readRelations(tables: Tables, { name, digest }: StoredImage): ImageRelations {
  const { sql, images, edges, repositories } = tables;
  const repository = repositories.find(name);
  if (!repository) return { parents: [], children: [], orphans: [], referrers: [] };
  const read = (digests: readonly Digest[]): StoredImage[] =>
    readImages(
      sql,
      digests.map((one) => images.find(repository, one)?.id).filter((id) => id !== undefined),
    );
  const children = edges.below(repository, digest).map(({ image }) => image);
  return {
    parents: read(edges.sourcesAbove(repository, digest, 'child')),
    children: read(children.map((child) => child.digest)),
    orphans: read(findOrphans(tables, repository, [digest], children).map((orphan) => orphan.digest)),
    referrers: read(edges.sourcesAbove(repository, digest, 'subject')),
  };
}

/** Those of `children` that have no tag, and that nothing contains which does not go with `going`. */
export function findOrphans(
  { edges }: Tables,
  repository: RepositoryRow,
  going: readonly Digest[],
  children: readonly ImageRow[],
): ImageRow[] {
  let orphans = children.filter(({ tags }) => tags.length === 0);
  const goes = new Set<Digest>([...going, ...orphans.map(({ digest }) => digest)]);
  for (;;) {
    const kept = orphans.filter(({ digest }) =>
      edges.sources(repository, digest, 'child').some((parent) => !goes.has(parent)),
    );
    if (kept.length === 0) return orphans;
    // What one that stays contains stays too.
    for (const { digest } of kept) goes.delete(digest);
    orphans = orphans.filter(({ digest }) => goes.has(digest));
  }
}

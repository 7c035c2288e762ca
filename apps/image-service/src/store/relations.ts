import { isDigest, type Digest } from '@registry-images/model';

import type { ImageRelations, StoredImage } from './image-store.ts';
import type { ImageRow, RepositoryRow } from './image-table.ts';
import { readImages } from './read-images.ts';
import type { Tables } from './tables.ts';

/** How an image hangs together with others; see {@link ImageRelations}. Each list is read when it is asked for. */
export function readRelations(tables: Tables, { name, digest, content }: StoredImage): ImageRelations {
  const { sql, images, edges, repositories } = tables;
  const repository = repositories.find(name);
  if (!repository) return { parents: [], unread: [], children: [], orphans: [], referrers: [] };
  const read = (digests: readonly Digest[]): StoredImage[] =>
    readImages(
      sql,
      digests.map((one) => images.find(repository, one)?.id).filter((id) => id !== undefined),
    );
  const below = (): ImageRow[] => edges.below(repository, digest).map(({ image }) => image);
  return {
    get parents() {
      return read(edges.sourcesAbove(repository, digest, 'child'));
    },
    get unread() {
      return repositories.unread(repository).filter((one) => content !== undefined || !isDigest(one));
    },
    get children() {
      return read(below().map((child) => child.digest));
    },
    get orphans() {
      return read(findOrphans(tables, repository, [digest], below()).map((orphan) => orphan.digest));
    },
    get referrers() {
      return read(edges.sourcesAbove(repository, digest, 'subject'));
    },
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

import type { Digest } from '@registry-images/model';

import { digestKey } from './digest-key.ts';
import {
  digestOf,
  type ImageRow,
  type ImageTable,
  type KeptManifest,
  type RepositoryRow,
} from './image-table.ts';
import type { Statements } from './statements.ts';

/** `child` leads from an index to what it lists, `subject` from a referrer to what it is about. */
export type EdgeKind = 'child' | 'subject';

/** How the images of a repository hang together. */
export interface Edges {
  /** Adds what leads from an image to what it lists, whatever that is. */
  connect(repository: RepositoryRow, image: ImageRow, listed: Iterable<Digest>): void;
  /** Adds what leads from an image to what it says something about. */
  connectSubject(repository: RepositoryRow, image: ImageRow, subject: Uint8Array | null): void;
  disconnect(image: ImageRow): void;
  /** The images that are there and to which an edge leads straight from this one, as from an index. */
  targets(repository: RepositoryRow, image: ImageRow): Digest[];
  /** The images from which an edge leads straight to this one, which itself need not be there. */
  sources(repository: RepositoryRow, digest: Digest, kind: EdgeKind): Digest[];
  /** Likewise those from which a way leads, nearest first. */
  sourcesAbove(repository: RepositoryRow, digest: Digest, kind: EdgeKind): Digest[];
  /** The images that are there and that an index contains, however nested, in its order; itself not. */
  below(repository: RepositoryRow, digest: Digest): BelowImage[];
}

/** What an index contains. */
export interface BelowImage {
  readonly image: ImageRow;
  readonly manifest: KeptManifest | undefined;
}

/** Makes them on a connection. */
export function createEdges(sql: Statements, images: ImageTable): Edges {
  const add = ({ id }: RepositoryRow, target: Uint8Array | null, kind: EdgeKind, image: ImageRow): void => {
    if (target) sql('INSERT OR IGNORE INTO edges VALUES (?, ?, ?, ?)').run(id, target, kind, image.id);
  };
  const sources = ({ id }: RepositoryRow, digest: Digest, kind: EdgeKind): Digest[] =>
    sql(
      `SELECT digest, digest_tail FROM images WHERE id IN
         (SELECT source FROM edges WHERE repository = ? AND target = ? AND kind = ?) ORDER BY id`,
    )
      .all(id, digestKey(digest) ?? null, kind)
      .map(digestOf);

  return {
    sources,
    connect(repository, image, listed) {
      for (const child of listed) add(repository, digestKey(child) ?? null, 'child', image);
    },
    connectSubject(repository, image, subject) {
      add(repository, subject, 'subject', image);
    },
    targets: (repository, image) =>
      sql(
        `SELECT digest, digest_tail FROM images WHERE repository = ? AND digest IN
           (SELECT target FROM edges WHERE source = ? AND kind = 'child')`,
      )
        .all(repository.id, image.id)
        .map(digestOf),
    disconnect({ id }) {
      sql('DELETE FROM edges WHERE source = ?').run(id);
    },
    sourcesAbove(repository, digest, kind) {
      const above = new Set<Digest>([digest]);
      // A set hands out what is added to it while it is iterated.
      for (const one of above) for (const source of sources(repository, one, kind)) above.add(source);
      above.delete(digest);
      return [...above];
    },
    below(repository, digest) {
      const reached = new Set<Digest>([digest]);
      const found: BelowImage[] = [];
      for (const one of reached) {
        const image = images.find(repository, one);
        if (!image) continue;
        const manifest = images.manifest(image);
        for (const child of manifest?.content.children ?? []) reached.add(child);
        if (one !== digest) found.push({ image, manifest });
      }
      return found;
    },
  };
}

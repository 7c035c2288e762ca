import type { Database } from './database.ts';
import { findPage } from './find-page.ts';
import { countFreedBytes } from './freed-bytes.ts';
import type { ImageStore, PagePlace } from './image-store.ts';
import { readKnown } from './known-repository.ts';
import { plausibleTime } from './plausible-time.ts';
import { putRepository, removeImage, removeRepository } from './put-repository.ts';
import { readImages } from './read-images.ts';
import { readRelations } from './relations.ts';
import { bytes, integer } from './row.ts';
import { createTables } from './tables.ts';

/** Makes the store on a database that has its tables. */
export function createImageStore({ database }: { readonly database: Database }): ImageStore {
  const tables = createTables(database);
  const { sql, repositories, images, forgotten } = tables;
  let version = 0;

  const write = (work: () => boolean): void => {
    if (database.batch(work)) version += 1;
  };
  const placeOf = (id: number): PagePlace | undefined => {
    const row = sql('SELECT repository, digest, created_ms, modified_ms FROM images WHERE id = ?').get(id);
    return (
      row && {
        repository: integer(row, 'repository'),
        digestKey: bytes(row, 'digest'),
        createdMs: integer(row, 'created_ms'),
        modifiedMs: integer(row, 'modified_ms'),
      }
    );
  };

  return {
    get version() {
      return version;
    },
    get key() {
      const row = sql('SELECT key FROM store').get();
      return row ? Buffer.from(bytes(row, 'key')).toString('hex') : '';
    },
    known: (name) => readKnown(tables, name),
    putRepository(state) {
      const { added, removed, retagged, isChange } = database.batch(() => putRepository(tables, state));
      if (isChange) version += 1;
      return { added, removed, retagged };
    },
    removeRepository(name) {
      write(() => {
        const repository = repositories.find(name);
        if (repository) removeRepository(tables, repository);
        return repository !== undefined;
      });
    },
    removeImage(name, digest) {
      write(() => {
        const repository = repositories.find(name);
        return repository !== undefined && removeImage(tables, repository, digest);
      });
    },
    forget: (name, digests, atMs) => database.batch(() => forgotten.add(name, digests, atMs)),
    repositories: (registryId) => repositories.names(registryId),
    hasRepository: (name) => repositories.find(name) !== undefined,
    hasVisible: (registryId, isVisible) => repositories.visible(registryId, isVisible).length > 0,
    page(query) {
      const ids = findPage(tables, query);
      const page = ids.slice(0, query.limit);
      const last = ids.length > query.limit ? page.at(-1) : undefined;
      return { images: readImages(sql, page), next: last === undefined ? undefined : placeOf(last) };
    },
    hasPlace: ({ repository }) => repositories.nameOf(repository) !== undefined,
    get(id) {
      const row = sql('SELECT id FROM images WHERE public_id = ?').get(id);
      return row && readImages(sql, [integer(row, 'id')])[0];
    },
    withTags(name, tags) {
      const rows = sql(
        `SELECT DISTINCT images.id FROM images, json_each(images.tags) AS tag
         WHERE repository = ? AND tags IS NOT NULL AND tag.value IN (SELECT value FROM json_each(?))`,
      ).all(repositories.find(name)?.id ?? null, JSON.stringify(tags));
      return readImages(
        sql,
        rows.map((row) => integer(row, 'id')),
      );
    },
    relations: (image) => readRelations(tables, image),
    containers({ name, digest }) {
      const repository = repositories.find(name);
      return repository ? tables.edges.sources(repository, digest, 'child') : [];
    },
    freedBytes(wanted, shared) {
      const repository = repositories.find(wanted[0]?.name ?? '');
      return repository ? countFreedBytes(tables, repository, wanted, shared) : 0;
    },
    pulled(name, digest, atMs) {
      database.batch(() => {
        const repository = repositories.find(name);
        const image = repository && images.find(repository, digest);
        const pulledMs = plausibleTime(atMs);
        if (!image || pulledMs === undefined) return;
        sql(
          `INSERT INTO pulls VALUES (?, ?) ON CONFLICT DO UPDATE
           SET last_ms = excluded.last_ms WHERE last_ms < excluded.last_ms`,
        ).run(image.id, pulledMs);
      });
    },
    sweptMs: (registryId) => repositories.sweptMs(registryId),
    setSwept(registryId, atMs) {
      database.batch(() => {
        repositories.setSwept(registryId, atMs);
        forgotten.prune(atMs);
      });
    },
    counts: (registryId) => repositories.counts(registryId),
  };
}

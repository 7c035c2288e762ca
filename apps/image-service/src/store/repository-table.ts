import type { IsVisible } from './image-store.ts';
import type { RepositoryRow } from './image-table.ts';
import { integer, optionalInteger, optionalText, text, type Row } from './row.ts';
import type { Statements } from './statements.ts';

/** The registries and their repositories. */
export interface RepositoryTable {
  /** The repository of a name, unless it has gone. */
  find(name: string): RepositoryRow | undefined;
  /** The repository of a name; made where it is not there, and there again where it had gone. */
  open(registryId: string, name: string): RepositoryRow;
  close(repository: RepositoryRow): void;
  /** The name of a repository, also of one that has gone; undefined for a number that is none. */
  nameOf(id: number): string | undefined;
  names(registryId: string): string[];
  /**
   * The repositories of a registry of which something is true, sorted by name. They are remembered by the function, until
   * a repository comes or goes: it has to be the same one every time, and always to say the same.
   */
  visible(registryId: string, isVisible: IsVisible): readonly RepositoryRow[];
  /** The number of a registry; undefined where nothing is known of it. */
  registry(registryId: string): number | undefined;
  /** See `RepositoryState.unread`; sorted. */
  unread(repository: RepositoryRow): string[];
  setUnread(repository: RepositoryRow, unread: Iterable<string>): void;
  /** Counts anew what is listed of a repository. */
  count(repository: RepositoryRow): void;
  counts(registryId: string): {
    readonly repositories: number;
    readonly images: number;
    readonly untagged: number;
    readonly unread: number;
  };
  sweptMs(registryId: string): number | undefined;
  setSwept(registryId: string, atMs: number): void;
}

/** Makes the table on a connection. */
export function createRepositoryTable(sql: Statements): RepositoryTable {
  const registry = (registryId: string): number | undefined => {
    const row = sql('SELECT id FROM registries WHERE name = ?').get(registryId);
    return row && integer(row, 'id');
  };
  const openRegistry = (registryId: string): number =>
    registry(registryId) ??
    Number(sql('INSERT INTO registries (name) VALUES (?)').run(registryId).lastInsertRowid);

  const rowsOf = (registryId: string): RepositoryRow[] =>
    sql('SELECT id, registry, name FROM repositories WHERE registry = ? AND NOT is_gone ORDER BY name')
      .all(registry(registryId) ?? null)
      .map(toRepository);
  /** What was asked for since a repository came or went. */
  let seen = new WeakMap<IsVisible, Map<string, readonly RepositoryRow[]>>();
  const forgetSeen = (): void => {
    seen = new WeakMap();
  };

  return {
    registry,
    find(name) {
      const row = sql('SELECT id, registry, name FROM repositories WHERE name = ? AND NOT is_gone').get(name);
      return row && toRepository(row);
    },
    open(registryId, name) {
      const row = sql('SELECT id, registry, name, is_gone FROM repositories WHERE name = ?').get(name);
      if (row) {
        const { id, ...rest } = toRepository(row);
        if (integer(row, 'is_gone') === 1) {
          sql('UPDATE repositories SET is_gone = 0 WHERE id = ?').run(id);
          forgetSeen();
        }
        return { id, ...rest };
      }
      forgetSeen();
      const number = openRegistry(registryId);
      const { lastInsertRowid } = sql('INSERT INTO repositories (registry, name) VALUES (?, ?)').run(
        number,
        name,
      );
      return { id: Number(lastInsertRowid), registry: number, name };
    },
    close({ id }) {
      forgetSeen();
      sql('UPDATE repositories SET is_gone = 1, listed = 0, untagged = 0, unread = NULL WHERE id = ?').run(
        id,
      );
    },
    nameOf(id) {
      const row = sql('SELECT name FROM repositories WHERE id = ?').get(id);
      return row && text(row, 'name');
    },
    names: (registryId) => rowsOf(registryId).map(({ name }) => name),
    visible(registryId, isVisible) {
      const byRegistry = seen.get(isVisible) ?? new Map<string, readonly RepositoryRow[]>();
      const rows = byRegistry.get(registryId) ?? rowsOf(registryId).filter(({ name }) => isVisible(name));
      seen.set(isVisible, byRegistry.set(registryId, rows));
      return rows;
    },
    unread({ id }) {
      const row = sql('SELECT unread FROM repositories WHERE id = ?').get(id);
      const json = row && optionalText(row, 'unread');
      // Written by `setUnread` and by nobody else.
      return json === undefined ? [] : JSON.parse(json);
    },
    setUnread({ id }, unread) {
      const sorted = [...unread].toSorted();
      const json = sorted.length > 0 ? JSON.stringify(sorted) : null;
      sql('UPDATE repositories SET unread = ?1 WHERE id = ?2 AND unread IS NOT ?1').run(json, id);
    },
    count({ id }) {
      sql(
        `UPDATE repositories SET
           listed = (SELECT count(*) FROM images WHERE repository = ?1 AND is_listed = 1),
           untagged = (SELECT count(*) FROM images WHERE repository = ?1 AND is_listed = 1 AND tags IS NULL)
         WHERE id = ?1`,
      ).run(id);
    },
    counts(registryId) {
      const row = sql(
        `SELECT count(*) AS repositories, coalesce(sum(listed), 0) AS images, coalesce(sum(untagged), 0) AS untagged,
           coalesce(sum(json_array_length(unread)), 0) AS unread
         FROM repositories WHERE registry = ? AND NOT is_gone`,
      ).get(registry(registryId) ?? null);
      const read = (column: string): number => (row ? integer(row, column) : 0);
      return {
        repositories: read('repositories'),
        images: read('images'),
        untagged: read('untagged'),
        unread: read('unread'),
      };
    },
    sweptMs(registryId) {
      const row = sql('SELECT swept_ms FROM registries WHERE name = ?').get(registryId);
      return row && optionalInteger(row, 'swept_ms');
    },
    setSwept(registryId, atMs) {
      sql('UPDATE registries SET swept_ms = ? WHERE id = ?').run(Math.trunc(atMs), openRegistry(registryId));
    },
  };
}

function toRepository(row: Row): RepositoryRow {
  return { id: integer(row, 'id'), registry: integer(row, 'registry'), name: text(row, 'name') };
}

import type { RepositoryRow } from './image-table.ts';
import { integer, text } from './row.ts';
import type { Tables } from './tables.ts';

/** Where to begin, and in which direction. */
export interface NameOrder {
  readonly descending: boolean;
  /** The name of the first one that is wanted; undefined for all. */
  readonly first: string | undefined;
}

const batch = 100;

/** The repositories of registries that have images in a list. */
export function* repositoriesByName(
  { sql }: Tables,
  registryIds: readonly string[],
  { descending, first }: NameOrder,
): Generator<RepositoryRow> {
  const registries = JSON.stringify(registryIds);
  const order = descending ? 'DESC' : 'ASC';
  const select = `SELECT id, registry, name FROM repositories INDEXED BY repositories_with_images
    WHERE listed > 0 AND registry IN (SELECT id FROM registries WHERE name IN (SELECT value FROM json_each(?)))`;
  let [operator, from] = [descending ? '<=' : '>=', first];
  // In batches, and not row by row: between two rows of one statement no other may use it.
  for (;;) {
    const rows =
      from === undefined
        ? sql(`${select} ORDER BY name ${order} LIMIT ${batch}`).all(registries)
        : sql(`${select} AND name ${operator} ? ORDER BY name ${order} LIMIT ${batch}`).all(registries, from);
    for (const row of rows) {
      const name = text(row, 'name');
      yield { id: integer(row, 'id'), registry: integer(row, 'registry'), name };
      from = name;
    }
    if (rows.length < batch) return;
    operator = descending ? '<' : '>';
  }
}

/** The same of repositories that are known, without a look at any other. */
export function* listedByName(
  { sql }: Tables,
  repositories: readonly RepositoryRow[],
  { descending, first }: NameOrder,
): Generator<RepositoryRow> {
  const isWanted = ({ name }: RepositoryRow): boolean =>
    first === undefined || (descending ? name <= first : name >= first);
  const direction = descending ? -1 : 1;
  const wanted = repositories.filter(isWanted).toSorted((a, b) => (a.name < b.name ? -direction : direction));
  for (let start = 0; start < wanted.length; start += batch) {
    const some = wanted.slice(start, start + batch);
    const rows = sql(
      'SELECT id FROM repositories WHERE listed > 0 AND id IN (SELECT value FROM json_each(?))',
    ).all(JSON.stringify(some.map(({ id }) => id)));
    const listed = new Set(rows.map((row) => integer(row, 'id')));
    yield* some.filter(({ id }) => listed.has(id));
  }
}

import { compareRows } from './compare-rows.ts';
import type { RepositoryRow } from './image-table.ts';
import { indexOf } from './index-rows.ts';
import { orderBy, type Sort } from './keyset.ts';
import { behindIn, repositoryRows, withoutName, type After } from './repository-rows.ts';
import { integer, type Row } from './row.ts';
import type { Statements } from './statements.ts';

/** Some repositories, and what is read of them. */
export interface Merge {
  readonly repositories: readonly RepositoryRow[];
  readonly sorts: readonly Sort[];
  readonly after: After | undefined;
  readonly limit: number;
}

/**
 * The first images of some repositories, from the index of each. It costs a look into the index for each repository, and
 * no more however many images they have, or others.
 */
export function mergeRepositories(sql: Statements, merge: Merge): Row[] {
  const { sorts, after, limit } = merge;
  const repositories = nearest(sql, merge);
  const compare = compareRows(sorts);
  const batch = Math.ceil(limit / repositories.length) + 1;
  /** What is next in each, the first of all at the end. */
  const heads = repositories
    .flatMap((repository) => {
      const rows = repositoryRows(sql, { repository, sorts, after, batch });
      const { value, done } = rows.next();
      return done ? [] : [{ rows, row: value }];
    })
    .toSorted((a, b) => compare(b.row, a.row));
  const found: Row[] = [];
  for (let head = heads.pop(); head && found.length < limit; head = heads.pop()) {
    found.push(head.row);
    const { rows } = head;
    const { value, done } = rows.next();
    if (!done) heads.splice(placeOf(heads, value, compare), 0, { rows, row: value });
  }
  return found;
}

/** Where a row belongs among heads. */
function placeOf(
  heads: readonly { readonly row: Row }[],
  row: Row,
  compare: (a: Row, b: Row) => number,
): number {
  let [low, high] = [0, heads.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const head = heads[middle];
    if (head && compare(head.row, row) > 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The repositories that can have an image among the first: of more than `limit`, those whose own first images are the
 * first.
 */
function nearest(sql: Statements, merge: Merge): readonly RepositoryRow[] {
  const { repositories, sorts, after, limit } = merge;
  const name = sorts.findIndex(({ column }) => column === 'name');
  if (repositories.length <= limit || name === 0) return repositories;
  const byPlace = Map.groupBy(repositories, (repository) => after && behindIn(repository, sorts, after)?.sql);
  const compare = compareRows(sorts.slice(0, name + 1));
  return [...byPlace.values()]
    .flatMap((group) => firstRows(sql, { ...merge, repositories: group }))
    .toSorted((a, b) => compare(a.row, b.row))
    .slice(0, limit)
    .map(({ repository }) => repository);
}

interface FirstRow {
  readonly repository: RepositoryRow;
  readonly row: Row;
}

/** What decides between the first images of repositories, to which a place is one and the same; by one statement. */
function firstRows(sql: Statements, { repositories, sorts, after }: Merge): FirstRow[] {
  const [one] = repositories;
  const [first] = sorts;
  if (!one || !first) return [];
  const own = withoutName(sorts);
  const behind = after && behindIn(one, sorts, after);
  // What comes after the name decides within a repository alone.
  const columns = sorts
    .slice(
      0,
      sorts.findIndex(({ column }) => column === 'name'),
    )
    .map(
      ({ column }) => `(
        SELECT ${column} FROM images INDEXED BY ${indexOf('repository', own)}
        WHERE repository = wanted.value AND is_listed = 1 ${behind ? `AND ${behind.sql}` : ''}
        ORDER BY ${orderBy(own)} LIMIT 1) AS ${column}`,
    );
  const rows = sql(`SELECT wanted.value AS id, ${columns.join(', ')} FROM json_each(?) AS wanted`).all(
    ...columns.flatMap(() => behind?.values ?? []),
    JSON.stringify(repositories.map(({ id }) => id)),
  );
  const byId = new Map(repositories.map((repository) => [repository.id, repository]));
  return rows.flatMap((row) => {
    const repository = byId.get(integer(row, 'id'));
    const isEmpty = row[first.column] === null;
    return repository && !isEmpty ? [{ repository, row: { ...row, name: repository.name } }] : [];
  });
}

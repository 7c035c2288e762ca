import type { PagePlace, PageQuery } from './image-store.ts';
import type { RepositoryRow } from './image-table.ts';
import { completeOrder, isBehind, orderBy, placeValues, type Sort } from './keyset.ts';
import { repositoryRows, type After } from './repository-rows.ts';
import { integer, text, type Row } from './row.ts';
import type { Tables } from './tables.ts';

/** Finds the numbers of the images of a page, one more than its limit where more follow. */
export function findPage(tables: Tables, query: PageQuery): number[] {
  const limit = query.limit + 1;
  const sorts = completeOrder(query.order);
  const after = query.after && { place: query.after, name: nameOfPlace(tables, query.after) };
  if (query.repositoryName !== undefined) {
    const repository = tables.repositories.find(query.repositoryName);
    const isWanted = repository && registriesOf(tables, query).includes(repository.registry);
    if (!isWanted || query.isVisible?.(repository.name) === false) return [];
    return fromRepositories(tables, [repository], sorts, after, limit);
  }
  const visible = visibleRepositories(tables, query);
  const isFew = visible !== undefined && visible.length <= maxMerged;
  if (isFew) return fromRepositories(tables, visible, sorts, after, limit);
  return sorts[0]?.column === 'name'
    ? byName(tables, query, sorts, after, limit)
    : fromRegistries(tables, query, sorts, after, limit, visible);
}

/**
 * Up to so many visible repositories are read each by itself. Of more, the registry is read, and what is not visible is
 * passed over: that costs the more the less of it is visible.
 */
const maxMerged = 100;

function nameOfPlace({ repositories }: Tables, { repository }: PagePlace): string {
  const name = repositories.nameOf(repository);
  if (name === undefined) throw new RangeError(`There never was a repository ${repository}.`);
  return name;
}

/** From repository to repository, and in each by what is left of the order. */
function byName(
  tables: Tables,
  query: PageQuery,
  sorts: readonly Sort[],
  after: After | undefined,
  limit: number,
): number[] {
  const found: number[] = [];
  const descending = sorts[0]?.descending ?? false;
  for (const repository of repositoriesByName(tables, query, descending, after?.name)) {
    found.push(...fromRepositories(tables, [repository], sorts, after, limit - found.length));
    if (found.length >= limit) break;
  }
  return found;
}

/** The repositories that have images in a list, beginning with the one of a name. */
function* repositoriesByName(
  { sql }: Tables,
  { registryIds, isVisible = () => true }: PageQuery,
  descending: boolean,
  first: string | undefined,
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
      if (isVisible(name)) yield { id: integer(row, 'id'), registry: integer(row, 'registry'), name };
      from = name;
    }
    if (rows.length < batch) return;
    operator = descending ? '<' : '>';
  }
}

const batch = 100;

/** Always the first of what is next in each: no more is read than that, and a batch of each. */
function fromRepositories(
  { sql }: Tables,
  repositories: readonly RepositoryRow[],
  sorts: readonly Sort[],
  after: After | undefined,
  limit: number,
): number[] {
  const compare = compareRows(sorts);
  const share = Math.ceil(limit / repositories.length) + 1;
  const heads = new Map<Generator<Row>, Row>();
  const advance = (rows: Generator<Row>): void => {
    const { value, done } = rows.next();
    if (done) heads.delete(rows);
    else heads.set(rows, value);
  };
  for (const repository of repositories)
    advance(repositoryRows(sql, { repository, sorts, after, batch: share }));
  const found: number[] = [];
  while (found.length < limit && heads.size > 0) {
    const [rows, row] = [...heads].reduce((one, other) => (compare(other[1], one[1]) < 0 ? other : one));
    found.push(integer(row, 'id'));
    advance(rows);
  }
  return found;
}

const registryIndexes = {
  digest: 'registry_by_digest',
  created_ms: 'registry_by_created',
  modified_ms: 'registry_by_modified',
} as const;

/** From each registry as many as could be on the page, and of those the first. */
function fromRegistries(
  tables: Tables,
  query: PageQuery,
  sorts: readonly Sort[],
  after: After | undefined,
  limit: number,
  repositories: readonly RepositoryRow[] | undefined,
): number[] {
  const registries = registriesOf(tables, query);
  const visible = repositories?.map(({ name }) => name);
  const rows = registries.flatMap((registry) =>
    fromRegistry(tables, { registry, visible, sorts, after, limit }),
  );
  const inOrder = registries.length > 1 ? rows.toSorted(compareRows(sorts)) : rows;
  return inOrder.slice(0, limit).map((row) => integer(row, 'id'));
}

function registriesOf({ repositories }: Tables, { registryIds }: PageQuery): number[] {
  return registryIds.map((id) => repositories.registry(id)).filter((registry) => registry !== undefined);
}

interface RegistryPage {
  readonly registry: number;
  readonly visible: readonly string[] | undefined;
  readonly sorts: readonly Sort[];
  readonly after: After | undefined;
  readonly limit: number;
}

function fromRegistry({ sql }: Tables, { registry, visible, sorts, after, limit }: RegistryPage): Row[] {
  const [first] = sorts;
  if (!first || first.column === 'name') return [];
  const behind = after && isBehind(sorts, placeValues(sorts, after.place, after.name));
  return sql(
    `SELECT id, ${sorts.map(({ column }) => column).join(', ')}
     FROM images INDEXED BY ${registryIndexes[first.column]}
     WHERE registry = ? AND is_listed = 1 ${behind ? `AND ${behind.sql}` : ''}
       ${visible ? 'AND name IN (SELECT value FROM json_each(?))' : ''}
     ORDER BY ${orderBy(sorts)} LIMIT ?`,
  ).all(registry, ...(behind?.values ?? []), ...(visible ? [JSON.stringify(visible)] : []), limit);
}

function visibleRepositories(
  { repositories }: Tables,
  { registryIds, isVisible }: PageQuery,
): readonly RepositoryRow[] | undefined {
  return isVisible && registryIds.flatMap((registryId) => repositories.visible(registryId, isVisible));
}

function compareRows(sorts: readonly Sort[]): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const { column, descending } of sorts) {
      const order = compareValues(a[column], b[column]);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };
}

/** As SQLite compares: texts by code unit, which for names is by byte, and bytes by byte. */
function compareValues(a: unknown, b: unknown): number {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b);
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b);
  return Number(a) - Number(b);
}

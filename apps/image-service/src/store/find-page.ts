import { compareRows } from './compare-rows.ts';
import type { PagePlace, PageQuery } from './image-store.ts';
import type { RepositoryRow } from './image-table.ts';
import { indexRows } from './index-rows.ts';
import { completeOrder, isBehind, placeValues, type Sort } from './keyset.ts';
import { mergeRepositories } from './merge-repositories.ts';
import { listedByName, repositoriesByName } from './repositories-by-name.ts';
import type { After } from './repository-rows.ts';
import { integer, text, type Row } from './row.ts';
import type { Tables } from './tables.ts';

/** Finds the numbers of the images of a page, one more than its limit where more follow. */
export function findPage(tables: Tables, query: PageQuery): number[] {
  return findRows(tables, query).map((row) => integer(row, 'id'));
}

/** What is wanted of whatever is read. */
interface Wanted {
  readonly sorts: readonly Sort[];
  readonly after: After | undefined;
  readonly limit: number;
}

function findRows(tables: Tables, query: PageQuery): readonly Row[] {
  const { sql, repositories } = tables;
  const wanted: Wanted = {
    sorts: completeOrder(query.order),
    after: query.after && { place: query.after, name: nameOfPlace(tables, query.after) },
    limit: query.limit + 1,
  };
  if (query.repositoryName !== undefined) {
    const repository = repositories.find(query.repositoryName);
    const isWanted = repository && registriesOf(tables, query).includes(repository.registry);
    if (!isWanted || query.isVisible?.(repository.name) === false) return [];
    return mergeRepositories(sql, { ...wanted, repositories: [repository] });
  }
  const visible = visibleRepositories(tables, query);
  const isFew = visible !== undefined && visible.length <= maxMerged;
  if (isFew) return mergeRepositories(sql, { ...wanted, repositories: visible });
  return wanted.sorts[0]?.column === 'name'
    ? byName(tables, query, wanted, visible)
    : fromRegistries(tables, query, wanted, visible);
}

/**
 * Up to so many visible repositories are read each by itself at once. Of more, the registry is read first, where what is
 * visible may well be all that there is.
 */
const maxMerged = 100;

/** So many images that are not visible are passed over, for each that is wanted, before repositories are read instead. */
const maxPassedOver = 10;

function nameOfPlace({ repositories }: Tables, { repository }: PagePlace): string {
  const name = repositories.nameOf(repository);
  if (name === undefined) throw new RangeError(`There never was a repository ${repository}.`);
  return name;
}

/** From repository to repository, and in each by what is left of the order. */
function byName(
  tables: Tables,
  { registryIds }: PageQuery,
  { sorts, after, limit }: Wanted,
  visible: readonly RepositoryRow[] | undefined,
): readonly Row[] {
  const order = { descending: sorts[0]?.descending ?? false, first: after?.name };
  const repositories = visible
    ? listedByName(tables, visible, order)
    : repositoriesByName(tables, registryIds, order);
  const found: Row[] = [];
  for (const repository of repositories) {
    const left = limit - found.length;
    found.push(...mergeRepositories(tables.sql, { repositories: [repository], sorts, after, limit: left }));
    if (found.length >= limit) break;
  }
  return found;
}

/** From each registry as many as could be on the page, and of those the first. */
function fromRegistries(
  tables: Tables,
  query: PageQuery,
  wanted: Wanted,
  visible: readonly RepositoryRow[] | undefined,
): readonly Row[] {
  const { isVisible = () => true } = query;
  const registries = registriesOf(tables, query);
  const rows = registries.flatMap((registry) => {
    const picked = pick(registryRows(tables, registry, wanted), isVisible, wanted.limit);
    if (picked) return picked;
    const repositories = (visible ?? []).filter((repository) => repository.registry === registry);
    return mergeRepositories(tables.sql, { ...wanted, repositories });
  });
  const inOrder = registries.length > 1 ? rows.toSorted(compareRows(wanted.sorts)) : rows;
  return inOrder.slice(0, wanted.limit);
}

function registryRows({ sql }: Tables, id: number, { sorts, after, limit }: Wanted): Generator<Row> {
  const behind = after && isBehind(sorts, placeValues(sorts, after.place, after.name));
  const columns = sorts.map(({ column }) => column);
  return indexRows(sql, { within: 'registry', id, sorts, columns, behind, batch: limit });
}

/** The first rows that are visible; undefined where too many others are between them. */
function pick(rows: Iterable<Row>, isVisible: (name: string) => boolean, limit: number): Row[] | undefined {
  const found: Row[] = [];
  let passedOver = 0;
  for (const row of rows) {
    if (isVisible(text(row, 'name'))) found.push(row);
    else passedOver += 1;
    if (found.length >= limit) break;
    if (passedOver > maxPassedOver * limit) return undefined;
  }
  return found;
}

function registriesOf({ repositories }: Tables, { registryIds }: PageQuery): number[] {
  return registryIds.map((id) => repositories.registry(id)).filter((registry) => registry !== undefined);
}

function visibleRepositories(
  { repositories }: Tables,
  { registryIds, isVisible }: PageQuery,
): readonly RepositoryRow[] | undefined {
  return isVisible && registryIds.flatMap((registryId) => repositories.visible(registryId, isVisible));
}

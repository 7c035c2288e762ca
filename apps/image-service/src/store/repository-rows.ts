import type { PagePlace } from './image-store.ts';
import type { RepositoryRow } from './image-table.ts';
import { indexRows } from './index-rows.ts';
import { isBehind, placeValues, type Condition, type Sort } from './keyset.ts';
import type { Row } from './row.ts';
import type { Statements } from './statements.ts';

/** Where a page begins. */
export interface After {
  readonly place: PagePlace;
  /** Of the repository, which may have gone. */
  readonly name: string;
}

/** What is read of a repository, and how. */
export interface RepositoryRows {
  readonly repository: RepositoryRow;
  readonly sorts: readonly Sort[];
  readonly after: After | undefined;
  /** How many rows are read at once. */
  readonly batch: number;
}

/** The listed images of a repository behind a place, see `indexRows`. */
export function* repositoryRows(
  sql: Statements,
  { repository, sorts, after, batch }: RepositoryRows,
): Generator<Row> {
  const behind = after && behindIn(repository, sorts, after);
  const columns = sorts.map(({ column }) => column).filter((column) => column !== 'name');
  const own = { within: 'repository', id: repository.id, sorts: withoutName(sorts), columns } as const;
  for (const row of indexRows(sql, { ...own, behind, batch })) yield { ...row, name: repository.name };
}

/** The order within a repository, where the digest is unique. */
export function withoutName(sorts: readonly Sort[]): readonly Sort[] {
  const digest = sorts.findIndex(({ column }) => column === 'digest');
  return sorts.slice(0, digest + 1).filter(({ column }) => column !== 'name');
}

/**
 * What of a repository is behind a place, which may be one of another repository: then of the images that are equal to it
 * up to the name either all are, or none is.
 */
export function behindIn(
  { name }: RepositoryRow,
  sorts: readonly Sort[],
  { place, name: placeName }: After,
): Condition | undefined {
  const own = withoutName(sorts);
  const at = sorts.findIndex(({ column }) => column === 'name');
  if (name === placeName || at < 0) return isBehind(own, placeValues(own, place, placeName));
  const before = sorts.slice(0, at);
  const isNameBehind = sorts[at]?.descending ? name < placeName : name > placeName;
  if (at === 0) return isNameBehind ? undefined : { sql: 'FALSE', values: [] };
  return isBehind(before, placeValues(before, place, placeName), { orAt: isNameBehind });
}

import type { PagePlace } from './image-store.ts';
import type { RepositoryRow } from './image-table.ts';
import { isBehind, orderBy, placeValues, type Condition, type Sort, type SortValue } from './keyset.ts';
import { bytes, integer, type Row } from './row.ts';
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

const indexes = {
  digest: 'repository_by_digest',
  created_ms: 'repository_by_created',
  modified_ms: 'repository_by_modified',
} as const;

/**
 * The listed images of a repository behind a place, in their order: their numbers, and what they are ordered by. In
 * batches, and not row by row: between two rows of one statement no other may use it. Nobody may write in between.
 */
export function* repositoryRows(
  sql: Statements,
  { repository, sorts, after, batch }: RepositoryRows,
): Generator<Row> {
  const own = withoutName(sorts);
  const [first] = own;
  if (!first || first.column === 'name') return;
  const columns = sorts.map(({ column }) => column).filter((column) => column !== 'name');
  let behind = after && behindIn(repository, sorts, after);
  for (;;) {
    const rows = sql(
      `SELECT id, ${columns.join(', ')} FROM images INDEXED BY ${indexes[first.column]}
       WHERE repository = ? AND is_listed = 1 ${behind ? `AND ${behind.sql}` : ''}
       ORDER BY ${orderBy(own)} LIMIT ?`,
    ).all(repository.id, ...(behind?.values ?? []), batch);
    for (const row of rows) yield { ...row, name: repository.name };
    const last = rows.at(-1);
    if (!last || rows.length < batch) return;
    behind = isBehind(own, valuesOf(own, last));
  }
}

/** Within a repository the digest is unique. */
function withoutName(sorts: readonly Sort[]): readonly Sort[] {
  const digest = sorts.findIndex(({ column }) => column === 'digest');
  return sorts.slice(0, digest + 1).filter(({ column }) => column !== 'name');
}

/**
 * What of a repository is behind a place, which may be one of another repository: then of the images that are equal to it
 * up to the name either all are, or none is.
 */
function behindIn(
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

function valuesOf(sorts: readonly Sort[], row: Row): SortValue[] {
  return sorts.map(({ column }) => (column === 'digest' ? bytes(row, column) : integer(row, column)));
}

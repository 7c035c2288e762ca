import { isBehind, orderBy, type Condition, type Sort, type SortColumn, type SortValue } from './keyset.ts';
import { bytes, integer, text, type Row } from './row.ts';
import type { Statements } from './statements.ts';

/** What is read of the listed images, and how. */
export interface IndexRows {
  readonly within: 'registry' | 'repository';
  /** The number of that registry or repository. */
  readonly id: number;
  /** Of columns that the index for the first of them has. */
  readonly sorts: readonly Sort[];
  /** What is read besides the number, those of `sorts` among it. */
  readonly columns: readonly SortColumn[];
  readonly behind: Condition | undefined;
  /** How many rows are read at once. */
  readonly batch: number;
}

/** The index that has the listed images of each registry, or of each repository, in the order of a column. */
export function indexOf(within: IndexRows['within'], [first]: readonly Sort[]): string {
  const name = first?.column.replace('_ms', '');
  return `${within}_by_${name}`;
}

/**
 * Listed images in their order. In batches, and not row by row: between two
 * rows of one statement no other may use it. Nobody may write in between.
 */
export function* indexRows(
  sql: Statements,
  { within, id, sorts, columns, behind, batch }: IndexRows,
): Generator<Row> {
  let start = behind;
  for (;;) {
    const rows = sql(
      `SELECT id, ${columns.join(', ')}
       FROM images INDEXED BY ${indexOf(within, sorts)}
       WHERE ${within} = ? AND is_listed = 1 ${start ? `AND ${start.sql}` : ''}
       ORDER BY ${orderBy(sorts)} LIMIT ?`,
    ).all(id, ...(start?.values ?? []), batch);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < batch) return;
    start = isBehind(sorts, valuesOf(sorts, last));
  }
}

function valuesOf(sorts: readonly Sort[], row: Row): SortValue[] {
  const readers = { name: text, digest: bytes, created_ms: integer, modified_ms: integer } as const;
  return sorts.map(({ column }) => readers[column](row, column));
}

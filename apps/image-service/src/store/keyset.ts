/**
 * Pages of an order, as SQL that an index answers.
 *
 * The rows behind a place are those of which the first column that differs is on the far side. A comparison of rows,
 * `(a, b) > (?, ?)`, lets SQLite begin at the place in the index; it needs one direction. Where directions are mixed, the
 * columns up to the change bound the part of the index that is read, and the rest decides within equal ones.
 */
import type { OrderField, OrderTerm } from '../service/order-by.ts';
import type { PagePlace } from './image-store.ts';

/** What images are ordered by, as the columns are called. */
export type SortColumn = 'name' | 'digest' | 'created_ms' | 'modified_ms';

/** One column of an order. */
export interface Sort {
  readonly column: SortColumn;
  readonly descending: boolean;
}

const columns: Readonly<Record<OrderField, SortColumn>> = {
  name: 'name',
  digest: 'digest',
  created_at: 'created_ms',
  last_modified: 'modified_ms',
};

/**
 * Makes an order total: name and digest, which are unique together, decide what it leaves open, in the direction of its
 * last term, so that an index can be read backward. What comes after both decides nothing and is left out.
 */
export function completeOrder(order: readonly OrderTerm[]): Sort[] {
  const descending = order.at(-1)?.descending ?? false;
  const given = order.map((term) => ({ column: columns[term.field], descending: term.descending }));
  const isGiven = (column: SortColumn): boolean => given.some((sort) => sort.column === column);
  const ties = (['name', 'digest'] as const).filter((column) => !isGiven(column));
  const all = [...given, ...ties.map((column) => ({ column, descending }))];
  const last = Math.max(
    all.findIndex(({ column }) => column === 'name'),
    all.findIndex(({ column }) => column === 'digest'),
  );
  return all.slice(0, last + 1);
}

/** A condition and what is bound to it. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SortValue[];
}

/** What a row has in a column of the order. */
export type SortValue = string | number | Uint8Array;

/** The condition of the rows behind those with these values; with `orAt`, of these too. */
export function isBehind(
  sorts: readonly Sort[],
  values: readonly SortValue[],
  { orAt = false }: { readonly orAt?: boolean } = {},
): Condition {
  const [first] = sorts;
  const change = sorts.findIndex(({ descending }) => descending !== first?.descending);
  const end = change < 0 ? sorts.length : change;
  const names = `(${sorts
    .slice(0, end)
    .map(({ column }) => column)
    .join(', ')})`;
  const marks = `(${Array(end).fill('?').join(', ')})`;
  const beyond = first?.descending ? '<' : '>';
  const own = values.slice(0, end);
  if (change < 0) return { sql: `${names} ${beyond}${orAt ? '=' : ''} ${marks}`, values: own };
  const rest = isBehind(sorts.slice(end), values.slice(end), { orAt });
  return {
    sql: `${names} ${beyond}= ${marks} AND (${names} ${beyond} ${marks} OR (${rest.sql}))`,
    values: [...own, ...own, ...rest.values],
  };
}

/** The order as SQL. */
export function orderBy(sorts: readonly Sort[]): string {
  return sorts.map(({ column, descending }) => `${column}${descending ? ' DESC' : ''}`).join(', ');
}

/** What the row of a place has in each column; `name` is that of its repository. */
export function placeValues(sorts: readonly Sort[], place: PagePlace, name: string): SortValue[] {
  const values = {
    name,
    digest: place.digestKey,
    created_ms: place.createdMs,
    modified_ms: place.modifiedMs,
  } as const satisfies Record<SortColumn, SortValue>;
  return sorts.map(({ column }) => values[column]);
}

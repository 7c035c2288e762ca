import type { Sort } from './keyset.ts';
import type { Row } from './row.ts';

/** Compares rows that have the columns of an order. */
export function compareRows(sorts: readonly Sort[]): (a: Row, b: Row) => number {
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

import type { SourceImage } from '../source/image-source.ts';
import type { OrderTerm } from './order-by.ts';

/** Everything that a list can be ordered by, of one image. Times are ms since the Unix epoch. */
export interface SortKey {
  readonly name: string;
  /** The algorithm and the first 256 bits, which is all that fits in a page token; nobody can make two that agree. */
  readonly digest: string;
  readonly createdMs: number;
  readonly modifiedMs: number;
}

/** The times of an image that is not ordered by time. */
export const noTimes = { createdMs: 0, modifiedMs: 0 } as const;

/** The key of an image; one whose times could not be read comes before all others. */
export function sortKey(image: SourceImage, times: Pick<SortKey, 'createdMs' | 'modifiedMs'>): SortKey {
  return { name: image.name, digest: image.digest.slice(0, image.digest.indexOf(':') + 1 + 64), ...times };
}

/**
 * Compares by the terms, then by name and digest: together those are unique, so the order is total and a page can start
 * behind any image.
 */
export function compareBy(terms: readonly OrderTerm[]): (a: SortKey, b: SortKey) => number {
  return (a, b) => {
    for (const { field, descending } of terms) {
      const order = comparators[field](a, b);
      if (order !== 0) return descending ? -order : order;
    }
    return comparators.name(a, b) || comparators.digest(a, b);
  };
}

const comparators: Readonly<Record<OrderTerm['field'], (a: SortKey, b: SortKey) => number>> = {
  name: (a, b) => compareText(a.name, b.name),
  digest: (a, b) => compareText(a.digest, b.digest),
  created_at: (a, b) => a.createdMs - b.createdMs,
  last_modified: (a, b) => a.modifiedMs - b.modifiedMs,
};

// By code unit and not by locale: the same on every machine.
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

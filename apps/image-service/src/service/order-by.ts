import { invalidArgument } from '../errors.ts';

/** What a list can be ordered by. */
export type OrderField = 'name' | 'digest' | 'created_at' | 'last_modified';

/** One criterion of an order; the ones before it matter more. */
export interface OrderTerm {
  readonly field: OrderField;
  readonly descending: boolean;
}

const fields: readonly OrderField[] = ['name', 'digest', 'created_at', 'last_modified'];

/**
 * Reads `orderBy`: fields separated by commas, each with ` asc` or ` desc` or neither.
 *
 * @throws ServiceError `INVALID_ARGUMENT`.
 * @see https://google.aip.dev/132#ordering
 */
export function parseOrderBy(orderBy: string): OrderTerm[] {
  if (orderBy.trim() === '') return [];
  const terms = orderBy.split(',').map(parseTerm);
  const repeated = terms.find(
    (term, index) => terms.findIndex(({ field }) => field === term.field) !== index,
  );
  if (repeated) throw invalidArgument('orderBy', `names ${repeated.field} twice.`);
  return terms;
}

function parseTerm(text: string): OrderTerm {
  const [name = '', direction = 'asc', ...rest] = text.trim().split(/\s+/);
  const field = fields.find((candidate) => candidate === name);
  if (!field) throw invalidArgument('orderBy', `has "${name}": it can be ${fields.join(', ')}.`);
  if (rest.length > 0 || (direction !== 'asc' && direction !== 'desc')) {
    throw invalidArgument('orderBy', `has "${text.trim()}": after a field, only asc or desc can follow.`);
  }
  return { field, descending: direction === 'desc' };
}

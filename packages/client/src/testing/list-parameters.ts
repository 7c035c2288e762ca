import { isRepositoryName } from '@registry-images/model';

import type { WireListQuery } from '../list-query.ts';
import { invalidArgument } from './refused-error.ts';

/** One key to sort by. */
export interface OrderTerm {
  readonly field: 'name' | 'digest' | 'created_at' | 'last_modified';
  readonly descending: boolean;
}

const orderFields: readonly OrderTerm['field'][] = ['name', 'digest', 'created_at', 'last_modified'];

/** The parameters of a list that are text, and how long each may be. */
const maxLengths: Readonly<Record<Exclude<keyof WireListQuery, 'pageSize'>, number>> = {
  repositoryName: 255,
  registryId: 50,
  folderId: 50,
  pageToken: 100,
  filter: 1000,
  orderBy: 100,
};

/**
 * Reads the query of a list.
 *
 * @throws RefusedError `INVALID_ARGUMENT`, for what the description of the API does not allow.
 */
export function readListParameters(query: URLSearchParams): WireListQuery {
  const read: WireListQuery = {};
  for (const [name, value] of query) {
    if (query.getAll(name).length > 1) throw invalidArgument(name, 'is given more than once.');
    if (name === 'pageSize') read.pageSize = readPageSize(value);
    else if (isTextParameter(name)) read[name] = checkLength(name, value, maxLengths[name]);
    else throw invalidArgument(name, 'is not a parameter of this method.');
  }
  if (read.repositoryName !== undefined && !isRepositoryName(read.repositoryName)) {
    throw invalidArgument('repositoryName', 'must be the name of a repository.');
  }
  return read;
}

/**
 * Refuses text that is too long.
 *
 * @throws RefusedError `INVALID_ARGUMENT`.
 */
export function checkLength(name: string, value: string, maxLength: number): string {
  // JSON Schema counts code points.
  if (Array.from(value).length <= maxLength) return value;
  throw invalidArgument(name, `must not have more than ${maxLength} characters.`);
}

/**
 * Reads the name that `filter` keeps; undefined where it keeps everything.
 *
 * @throws RefusedError `INVALID_ARGUMENT`.
 */
export function readFilter(filter: string): string | undefined {
  if (filter.trim() === '') return undefined;
  const name = /^\s*name\s*=\s*"([^"]*)"\s*$/.exec(filter)?.[1];
  if (name !== undefined && isRepositoryName(name)) return name;
  throw invalidArgument('filter', 'must be of the form name="<repository name>".');
}

/**
 * Reads `orderBy`.
 *
 * @throws RefusedError `INVALID_ARGUMENT`.
 */
export function readOrder(orderBy: string): OrderTerm[] {
  if (orderBy.trim() === '') return [];
  const terms = orderBy.split(',').map(readTerm);
  if (new Set(terms.map(({ field }) => field)).size === terms.length) return terms;
  throw invalidArgument('orderBy', 'has a field twice.');
}

function readTerm(text: string): OrderTerm {
  const [name, direction = 'asc', ...rest] = text.trim().split(/\s+/);
  const field = orderFields.find((candidate) => candidate === name);
  if (!field || rest.length > 0 || (direction !== 'asc' && direction !== 'desc')) {
    throw invalidArgument(
      'orderBy',
      `has "${text.trim()}": one of ${orderFields.join(', ')} must stand there, then perhaps asc or desc.`,
    );
  }
  return { field, descending: direction === 'desc' };
}

function readPageSize(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= 1000) return Number(text);
  throw invalidArgument('pageSize', 'must be a whole number from 0 to 1000.');
}

function isTextParameter(name: string): name is keyof typeof maxLengths {
  return Object.hasOwn(maxLengths, name);
}

import { isRepositoryName } from '@registry-images/model';

import { invalidArgument } from '../errors.ts';

const maxValueLength = 256;

/**
 * Reads a list filter: `name="<repository>"`, with any spaces around the `=`. Answers the name, or undefined for an
 * empty filter.
 *
 * @throws ServiceError `INVALID_ARGUMENT`.
 */
export function parseFilter(filter: string): string | undefined {
  if (filter.trim() === '') return undefined;
  const name = /^\s*name\s*=\s*"([^"]*)"\s*$/.exec(filter)?.[1];
  if (name === undefined) throw invalidArgument('filter', 'must be of the form name="<repository name>".');
  if (name.length > maxValueLength || !isRepositoryName(name)) {
    throw invalidArgument(
      'filter',
      `has "${name.slice(0, maxValueLength)}", which is not a repository name.`,
    );
  }
  return name;
}

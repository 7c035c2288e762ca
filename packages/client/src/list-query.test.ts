import { isRepositoryName } from '@registry-images/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { InvalidArgumentError } from './errors/invalid-argument-error.ts';
import { toWireQuery, type ListImagesQuery } from './list-query.ts';
import { readFilter } from './testing/list-parameters.ts';

/** No name, because it is not in lower case. */
const refused = 'REFUSED';

describe('toWireQuery', () => {
  it.each<[ListImagesQuery, object]>([
    [{}, {}],
    [{ repositoryName: 'crp1/team/app' }, { repositoryName: 'crp1/team/app' }],
    [{ registryId: 'crp1' }, { registryId: 'crp1' }],
    [{ folderId: 'b1g0' }, { folderId: 'b1g0' }],
    [{ filterName: 'crp1/team/app' }, { filter: 'name="crp1/team/app"' }],
    [{ pageSize: 1 }, { pageSize: 1 }],
    [{ pageSize: 1000 }, { pageSize: 1000 }],
    [{ orderBy: [] }, {}],
    [{ orderBy: [{ field: 'createdAt', direction: 'desc' }] }, { orderBy: 'created_at desc' }],
    [
      { orderBy: [{ field: 'name' }, { field: 'lastModified' }, { field: 'digest', direction: 'asc' }] },
      { orderBy: 'name asc,last_modified asc,digest asc' },
    ],
  ])('writes %j as %j', (query, expected) => {
    expect(toWireQuery(query)).toEqual(expected);
  });

  it.each<ListImagesQuery>([
    { repositoryName: '' },
    { repositoryName: 'Team/App' },
    { repositoryName: 'a'.repeat(256) },
    { registryId: '' },
    { registryId: '..' },
    { folderId: 'a/b' },
    { filterName: '' },
    { filterName: 'app" OR name="other' },
    { filterName: String.raw`app\"` },
    { pageSize: 0 },
    { pageSize: -1 },
    { pageSize: 1001 },
    { pageSize: 2.5 },
    { orderBy: [{ field: 'name' }, { field: 'name', direction: 'desc' }] },
  ])('refuses %j', (query) => {
    expect(() => toWireQuery(query)).toThrow(InvalidArgumentError);
  });

  it('writes a filter that means the name, or refuses the name, whatever it is', () => {
    const part = fc.oneof(
      fc.stringMatching(/^[a-z0-9]{1,8}([._/-][a-z0-9]{1,8}){0,3}$/),
      fc.constantFrom('"', '\\', '\\"', '" OR name="', '%22', '\n', ' ', 'A', '.', '/', '--', '__', '\0'),
      fc.string({ unit: 'binary' }),
    );
    const anyName = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(anyName, (name) => {
        expect(nameAsRead(name)).toBe(isRepositoryName(name) ? name : refused);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses what only JavaScript lets through', () => {
    // @ts-expect-error Two scopes exclude each other.
    expect(() => toWireQuery({ registryId: 'crp1', folderId: 'b1g0' })).toThrow(
      'query must have only one of repositoryName, registryId, folderId.',
    );
    // @ts-expect-error There is no such field.
    expect(() => toWireQuery({ orderBy: [{ field: 'size' }] })).toThrow('it is "size asc"');
    // @ts-expect-error There is no such direction.
    expect(() => toWireQuery({ orderBy: [{ field: 'name', direction: 'up' }] })).toThrow('it is "name up"');
    // @ts-expect-error A list of keys.
    expect(() => toWireQuery({ orderBy: 'name' })).toThrow('orderBy must be a list; it is "name".');
    // @ts-expect-error A key is an object.
    expect(() => toWireQuery({ orderBy: [null] })).toThrow('orderBy must be an object; it is "null".');
    // @ts-expect-error There is a query, or there is none.
    expect(() => toWireQuery(null)).toThrow('query must be an object; it is "null".');
    // @ts-expect-error A page size is a number.
    expect(() => toWireQuery({ pageSize: 'abc' })).toThrow(/^pageSize must be/);
  });
});

/** What a service reads in the filter for a name. */
function nameAsRead(filterName: string): string | undefined {
  try {
    return readFilter(toWireQuery({ filterName }).filter ?? '');
  } catch (error) {
    if (error instanceof InvalidArgumentError) return refused;
    throw error;
  }
}

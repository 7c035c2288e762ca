import { describe, expect, it } from 'vitest';

import { InvalidArgumentError } from './errors/invalid-argument-error.ts';
import { toWireQuery, type ListImagesQuery } from './list-query.ts';

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

  it('refuses what only JavaScript lets through', () => {
    // @ts-expect-error Two scopes exclude each other.
    expect(() => toWireQuery({ registryId: 'crp1', folderId: 'b1g0' })).toThrow(/^query must have only one/);
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

import openapi from '@registry-images/openapi/openapi.json' with { type: 'json' };
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readFilter, readListParameters, readOrder } from './list-parameters.ts';
import { RefusedError } from './refused-error.ts';

const { parameters } = openapi.paths['/container-registry/v1/images'].get;
const ajv = new Ajv2020({ strict: false, formats: { int64: true } });
ajv.addSchema(openapi, 'openapi');

function accepts(name: string, value: string): boolean {
  try {
    readListParameters(new URLSearchParams([[name, value]]));
    return true;
  } catch (error) {
    if (error instanceof RefusedError && error.code === 'INVALID_ARGUMENT') return false;
    throw error;
  }
}

describe('readListParameters', () => {
  it.each(parameters.map(({ name, schema }, index) => ({ name, schema, index })))(
    'takes of $name what the description allows, and nothing else',
    ({ name, schema, index }) => {
      const at = `openapi#/paths/~1container-registry~1v1~1images/get/parameters/${index}/schema`;
      const isDescribed = ajv.compile({ $ref: at });
      const isNumber = 'type' in schema && schema.type === 'integer';
      const texts = fc.oneof(
        fc.string({ maxLength: 60 }),
        fc.string({ unit: 'binary', minLength: 40, maxLength: 110 }),
        fc.string({ unit: fc.constantFrom('a', '0', '-', '.', '/'), minLength: 1, maxLength: 300 }),
        fc.nat({ max: 1100 }).map((length) => 'a'.repeat(length)),
      );
      const numbers = fc.integer({ min: -10, max: 1100 });
      fc.assert(
        fc.property(isNumber ? numbers : texts, (value) => {
          expect(accepts(name, String(value))).toBe(isDescribed(value));
        }),
        { numRuns: 500 },
      );
    },
  );

  it.each(['', 'abc', '1.5', '1e2', ' 5', '+5', '0x10'])('refuses a page size of "%s"', (pageSize) => {
    expect(accepts('pageSize', pageSize)).toBe(false);
  });

  it('refuses what the description does not have, and what comes twice', () => {
    expect(() => readListParameters(new URLSearchParams('pagesize=1'))).toThrow(
      'pagesize is not a parameter of this method.',
    );
    expect(() => readListParameters(new URLSearchParams('__proto__=1'))).toThrow('is not a parameter');
    expect(() => readListParameters(new URLSearchParams('pageSize=1&pageSize=1'))).toThrow(
      'pageSize is given more than once.',
    );
  });
});

describe('readFilter', () => {
  it.each([
    ['', undefined],
    ['name="crp1/team/app"', 'crp1/team/app'],
    [' name = "a/b" ', 'a/b'],
  ])('reads %j', (filter, name) => {
    expect(readFilter(filter)).toBe(name);
  });

  it.each([
    'name',
    'name=a/b',
    "name='a/b'",
    'name="A"',
    'name="a"b"',
    'tag="a"',
    'name!="a"',
    'name="a" AND x',
  ])('refuses %j', (filter) => {
    expect(() => readFilter(filter)).toThrow('filter must be of the form');
  });
});

describe('readOrder', () => {
  it('reads fields with and without a direction', () => {
    expect(readOrder('')).toEqual([]);
    expect(readOrder('name, created_at desc,digest asc')).toEqual([
      { field: 'name', descending: false },
      { field: 'created_at', descending: true },
      { field: 'digest', descending: false },
    ]);
  });

  it.each(['size', 'createdAt', 'name down', 'name desc asc', 'name,', 'name,name desc', ','])(
    'refuses %j',
    (orderBy) => {
      expect(() => readOrder(orderBy)).toThrow(/^orderBy has/);
    },
  );
});

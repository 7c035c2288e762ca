import { describe, expect, it } from 'vitest';

import { parseOrderBy } from './order-by.ts';

describe('parseOrderBy', () => {
  it('reads fields and directions', () => {
    expect(parseOrderBy('created_at desc, name,digest asc')).toEqual([
      { field: 'created_at', descending: true },
      { field: 'name', descending: false },
      { field: 'digest', descending: false },
    ]);
  });

  it('reads nothing as no order', () => expect(parseOrderBy(' ')).toEqual([]));

  it.each([
    'size',
    'name desc desc',
    'name down',
    'name,',
    ',',
    'name,name desc',
    'createdAt',
    'constructor',
  ])('refuses %s', (orderBy) =>
    expect(() => parseOrderBy(orderBy)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' })),
  );
});

import { describe, expect, it } from 'vitest';

import { findObstacles } from './readiness.ts';

const database = { probe: () => {} };

describe('findObstacles', () => {
  it('finds none where all was read and the database can be written', () => {
    const sync = { isReady: () => true, neverRead: () => 0 };
    expect(findObstacles({ registryIds: ['a', 'b'], sync, database })).toEqual([]);
  });

  it('counts the registries that were never read, and does not name them', () => {
    const sync = { isReady: (id: string) => id === 'a', neverRead: () => 0 };
    expect(findObstacles({ registryIds: ['a', 'b'], sync, database })).toEqual([
      '1 of 2 registries not read whole yet.',
    ]);
  });

  it('counts the repositories that could not be read', () => {
    const sync = { isReady: () => false, neverRead: () => 3 };
    expect(findObstacles({ registryIds: ['a'], sync, database })).toEqual([
      '1 of 1 registries not read whole yet.',
      '3 of their repositories could not be read.',
    ]);
  });

  it('says that the database cannot be written', () => {
    const readOnly = {
      probe(): never {
        throw new Error('database or disk is full');
      },
    };
    expect(
      findObstacles({
        registryIds: [],
        sync: { isReady: () => true, neverRead: () => 0 },
        database: readOnly,
      }),
    ).toEqual(['The database cannot be written.']);
  });
});

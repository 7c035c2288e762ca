import { describe, expect, it } from 'vitest';

import { findObstacles } from './readiness.ts';

const database = { probe: () => {} };

describe('findObstacles', () => {
  it('finds none where all was read and the database can be written', () => {
    const sync = { isReady: () => true, stats: () => [] };
    expect(findObstacles({ registryIds: ['a', 'b'], sync, database })).toEqual([]);
  });

  it('counts the registries that were never read, and does not name them', () => {
    const sync = { isReady: (id: string) => id === 'a', stats: () => [] };
    expect(findObstacles({ registryIds: ['a', 'b'], sync, database })).toEqual([
      '1 of 2 registries not read whole yet.',
    ]);
  });

  it('says that the database cannot be written', () => {
    const readOnly = {
      probe(): never {
        throw new Error('database or disk is full');
      },
    };
    expect(
      findObstacles({ registryIds: [], sync: { isReady: () => true, stats: () => [] }, database: readOnly }),
    ).toEqual(['The database cannot be written.']);
  });
});

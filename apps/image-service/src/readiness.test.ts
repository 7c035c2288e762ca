import { describe, expect, it } from 'vitest';

import { findObstacles } from './readiness.ts';

const database = { transaction: <T>(work: () => T): T => work() };

describe('findObstacles', () => {
  it('finds none where all was read and the database can be written', () => {
    const sync = { isReady: () => true };
    expect(findObstacles({ registryIds: ['a', 'b'], sync, database })).toEqual([]);
  });

  it('counts the registries that were never read, and does not name them', () => {
    const sync = { isReady: (id: string) => id === 'a' };
    expect(findObstacles({ registryIds: ['a', 'b'], sync, database })).toEqual([
      '1 of 2 registries not read whole yet.',
    ]);
  });

  it('says that the database cannot be written', () => {
    const readOnly = {
      transaction(): never {
        throw new Error('attempt to write a readonly database');
      },
    };
    expect(findObstacles({ registryIds: [], sync: { isReady: () => true }, database: readOnly })).toEqual([
      'The database cannot be written.',
    ]);
  });
});

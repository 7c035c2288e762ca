import { pino } from 'pino';
import { describe, expect, it } from 'vitest';

import type { Repository } from '../source/repository.ts';
import { createImageStore } from '../store/create-image-store.ts';
import { openDatabase } from '../store/database.ts';
import { sweepRegistry } from './sweep.ts';
import { createSyncCounters } from './sync-counters.ts';

const repository: Repository = {
  name: 'local/app',
  read: () => Promise.reject(new Error('Nobody reads it.')),
  stamp: () => Promise.resolve(undefined),
  delete: () => Promise.reject(new Error('Nobody deletes it.')),
};

describe('sweepRegistry', () => {
  it('goes on where it was once another program has written the database', async () => {
    using database = openDatabase(':memory:');
    const logs: string[] = [];
    const waits: number[] = [];
    let tried = 0;
    const outcome = await sweepRegistry({
      source: {
        registryId: 'local',
        folderId: undefined,
        requests: 0,
        kind: 'distribution',
        async *repositories() {
          yield repository;
        },
        find: () => Promise.resolve(repository),
        repository: () => repository,
        check: () => Promise.resolve(),
      },
      store: createImageStore({ database }),
      async update() {
        tried += 1;
        if (tried === 1) throw Object.assign(new Error('database is locked'), { errcode: 5 });
        return { added: 1, removed: 0, retagged: 0, tags: new Map() };
      },
      counters: createSyncCounters(),
      logger: pino({}, { write: (line) => void logs.push(line) }),
      clock: { now: () => 0, wait: async (ms) => void waits.push(ms) },
      random: () => 0,
      signal: new AbortController().signal,
    });
    expect(outcome).toEqual({ failed: 0, neverRead: 0 });
    expect([tried, waits]).toEqual([2, [1000]]);
    expect(logs[0]).toContain('the database cannot be written');
  });
});

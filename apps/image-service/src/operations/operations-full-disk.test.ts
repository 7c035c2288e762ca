import { describe, expect, it } from 'vitest';

import { deletion, makeOperations } from '../../test/operations.ts';
import { openDatabase, type Database } from '../store/database.ts';

/** Keeps what became of a step from being written. */
function fill(database: Database): void {
  database.exec(
    `CREATE TRIGGER full BEFORE UPDATE ON operation_steps BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
  );
}

function free(database: Database): void {
  database.exec('DROP TRIGGER full');
}

const untilAborted = (_count: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

describe('createOperations on a full disk', () => {
  it('writes down what was done as soon as the database can be written again, and does not do it twice', async () => {
    const database = openDatabase(':memory:');
    let done = 0;
    const made = makeOperations(
      async () => {
        done += 1;
        fill(database);
        return 'deleted';
      },
      database,
      (count) => {
        if (count === 3) free(database);
      },
    );
    const { id } = made.operations.start(deletion());
    await made.operations.drain();
    expect(made.waits).toEqual([500, 1000, 2000]);
    expect(made.failures).toEqual([]);
    expect(made.retries[0]).toMatchObject({ message: expect.stringContaining('disk full') });
    expect(done).toBe(1);
    expect(made.operations.get(id)).toMatchObject({ error: undefined, endedMs: 3500 });
    expect(made.operations.underWay('img1')).toBeUndefined();
  });

  it('writes it down at the latest when it stops, and otherwise leaves it to the next run', async () => {
    const database = openDatabase(':memory:');
    const { operations, retries } = makeOperations(
      async () => {
        fill(database);
        return 'deleted';
      },
      database,
      untilAborted,
    );
    const freed = operations.start(deletion());
    await new Promise(setImmediate);
    free(database);
    await operations.stop();
    expect(operations.get(freed.id)?.steps[0]?.outcome).toBe('deleted');
    expect(retries).toHaveLength(1);
    const second = makeOperations(async () => 'gone', database);
    second.operations.resume();
    await second.operations.drain();
    expect(second.operations.get(freed.id)).toMatchObject({ error: undefined, endedMs: 0 });
  });

  it('tries a step again for which the database had no room', async () => {
    let left = 2;
    const { operations } = makeOperations(async () => {
      left -= 1;
      if (left > 0) throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
      return 'deleted';
    });
    const { id } = operations.start(deletion());
    await operations.drain();
    expect(operations.get(id)).toMatchObject({ error: undefined, endedMs: 500 });
  });
});

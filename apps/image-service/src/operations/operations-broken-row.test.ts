import { expect, describe, it } from 'vitest';

import { deletion, digest, makeOperations, steps } from '../../test/operations.ts';
import { openDatabase } from '../store/database.ts';

describe('createOperations on a journal with a row that is none', () => {
  it('goes on with the other deletions of the repository, also in the next run', async () => {
    using database = openDatabase(':memory:');
    const done: string[] = [];
    const first = makeOperations(async (_deletion, step) => {
      done.push(step.digest);
      if (step.digest === digest('a'))
        database.exec("UPDATE operation_steps SET role = 'none' WHERE position = 0");
      return 'deleted';
    }, database);
    const broken = first.operations.start(deletion());
    await first.operations.drain();
    const sound = first.operations.start(deletion({ imageId: 'img2', steps: steps('b') }));
    await first.operations.drain();
    expect(first.failures).toEqual([
      expect.objectContaining({ message: expect.stringContaining('is none') }),
    ]);
    expect(first.retries).toEqual([]);
    expect(first.operations.get(sound.id)?.endedMs).toBeDefined();

    const second = makeOperations(async () => 'deleted', database);
    second.operations.resume();
    await second.operations.drain();
    expect(second.failures).toHaveLength(1);
    expect(done).toEqual([digest('a'), digest('b')]);
    expect(() => second.operations.get(broken.id)).toThrow('is none');
  });
});

import { setTimeout } from 'node:timers/promises';

import { DatabaseError } from './database-error.ts';

/** In all less than the two seconds that a probe waits, and than the patience of somebody who has pressed a button. */
const pausesMs = [50, 100, 200, 400, 800];

/**
 * Does work on the database, and does it again in a while where another process is writing: meanwhile this one goes on with
 * everything else. `work` has to be a transaction, or to consist of nothing but reads before one.
 *
 * @throws what `work` throws; a DatabaseError that is `busy` where the other does not end.
 */
export async function whenFree<Result>(
  work: () => Result,
  pause: (ms: number) => Promise<unknown> = setTimeout,
): Promise<Result> {
  for (const ms of pausesMs) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.problem !== 'busy') throw error;
    }
    await pause(ms);
  }
  return work();
}

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { openState } from './state.ts';
import { whenFree } from './when-free.ts';

describe('whenFree', () => {
  it('does the work once the process that writes has ended', async () => {
    const path = join(await makeTemporaryFolder(), 'bot.sqlite');
    using state = openState(path);
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    const pauses: number[] = [];
    await whenFree(
      () => state.settings.set('T1', { auditPostedSeq: 7 }),
      async (ms) => {
        pauses.push(ms);
        if (pauses.length === 2) other.exec('ROLLBACK');
      },
    );
    expect(state.settings.of('T1').auditPostedSeq).toBe(7);
    expect(pauses).toEqual([50, 100]);
    other.close();
  });

  it('gives up where the other does not end', async () => {
    const path = join(await makeTemporaryFolder(), 'bot.sqlite');
    using state = openState(path);
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    const work = (): void => state.settings.set('T1', { auditPostedSeq: 7 });
    await expect(whenFree(work, async () => undefined)).rejects.toMatchObject({ problem: 'busy' });
    other.close();
  });

  it('does nothing again that failed for another reason', async () => {
    let count = 0;
    const work = (): void => {
      count += 1;
      throw new Error('no');
    };
    await expect(whenFree(work, async () => undefined)).rejects.toThrow('no');
    expect(count).toBe(1);
  });
});

import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { makeTemporaryFolder } from '@registry-images/testing';
import { describe, expect, it } from 'vitest';

import { createCountingClock } from '../../test/counting-clock.ts';
import { systemClock } from '../clock.ts';
import { acquireLock } from './lock.ts';

const lockIn = (folder: string) => join(folder, 'index.json.lock');
const locked = expect.objectContaining({ name: 'OciError', code: 'LOCKED' });

describe('acquireLock', () => {
  it('names its owner for people, and leaves nothing behind', async () => {
    const folder = await makeTemporaryFolder();
    {
      await using _ = await acquireLock(folder, {}, createCountingClock());
      expect(JSON.parse(await readFile(lockIn(folder), 'utf8'))).toMatchObject({ pid: process.pid });
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it('waits for whoever has the lock', async () => {
    const folder = await makeTemporaryFolder();
    await writeFile(lockIn(folder), '');
    const clock = createCountingClock(async () => {
      if (clock.waitedMs >= 50) await rm(lockIn(folder), { force: true });
    });
    await using held = await acquireLock(folder, {}, clock);
    await held.assertHeld();
    expect(clock.waitedMs).toBe(50);
  });

  it('gives up after the timeout and says what to do', async () => {
    const folder = await makeTemporaryFolder();
    await writeFile(lockIn(folder), '');
    const acquired = acquireLock(folder, { timeoutMs: 2000, staleAfterMs: 60_000 }, createCountingClock());
    await expect(acquired).rejects.toThrow(locked);
    expect(await readdir(folder)).toEqual(['index.json.lock']);
  });

  it('takes over a lock that nobody has touched for long enough', async () => {
    const folder = await makeTemporaryFolder();
    await writeFile(lockIn(folder), '');
    const clock = createCountingClock();
    await using held = await acquireLock(folder, { staleAfterMs: 1000 }, clock);
    await held.assertHeld();
    expect(clock.waitedMs).toBeGreaterThanOrEqual(1000);
    expect(await readdir(folder)).toEqual(['index.json.lock']);
  });

  it('leaves a lock alone that is being touched', async () => {
    const folder = await makeTemporaryFolder();
    await writeFile(lockIn(folder), '');
    const clock = createCountingClock(() => writeFile(lockIn(folder), `${clock.waitedMs}`));
    const acquired = acquireLock(folder, { timeoutMs: 500, staleAfterMs: 100 }, clock);
    await expect(acquired).rejects.toThrow(locked);
  });

  it('lets one in at a time, also where all of them find a lock that was left behind', async () => {
    const folder = await makeTemporaryFolder();
    await writeFile(lockIn(folder), '');
    let inside = 0;
    let most = 0;
    const enter = async () => {
      await using held = await acquireLock(folder, { staleAfterMs: 200 }, systemClock);
      inside += 1;
      most = Math.max(most, inside);
      await held.assertHeld();
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 10 }, enter));
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('tells the owner that another writer took over, and leaves the lock to that one', async () => {
    const folder = await makeTemporaryFolder();
    {
      await using held = await acquireLock(folder, {}, createCountingClock());
      await rename(lockIn(folder), join(folder, 'aside'));
      await writeFile(lockIn(folder), 'another');
      await expect(held.assertHeld()).rejects.toThrow(locked);
    }
    expect(await readFile(lockIn(folder), 'utf8')).toBe('another');
  });

  it('stops waiting where it is told to', async () => {
    const folder = await makeTemporaryFolder();
    await writeFile(lockIn(folder), '');
    const controller = new AbortController();
    const clock = createCountingClock(async () => controller.abort(new Error('enough')));
    await expect(acquireLock(folder, {}, clock, controller.signal)).rejects.toThrow('enough');
  });

  it('reports a folder that is gone', async () => {
    const folder = join(await makeTemporaryFolder(), 'gone');
    const acquired = acquireLock(folder, {}, createCountingClock());
    await expect(acquired).rejects.toThrow(expect.objectContaining({ code: 'IO' }));
  });
});

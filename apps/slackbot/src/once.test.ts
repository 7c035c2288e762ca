import { describe, expect, it } from 'vitest';

import { createOnce } from './once.ts';

describe('createOnce', () => {
  it('runs once for each key, and shares what comes of it', async () => {
    const once = createOnce<number>(() => 0);
    let runs = 0;
    const work = async (): Promise<number> => (runs += 1);
    const first = once.run('a', work);
    const second = once.run('a', work);
    expect([first.isFirst, second.isFirst]).toEqual([true, false]);
    expect(await Promise.all([first.result, second.result])).toEqual([1, 1]);
    expect(await once.run('b', work).result).toBe(2);
  });

  it('forgets after an hour', () => {
    let nowMs = 0;
    const once = createOnce<void>(() => nowMs);
    once.run('a', () => Promise.resolve());
    nowMs = 59 * 60_000;
    expect(once.run('a', () => Promise.resolve()).isFirst).toBe(false);
    nowMs = 60 * 60_000;
    expect(once.run('a', () => Promise.resolve()).isFirst).toBe(true);
  });
});

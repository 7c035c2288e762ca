import { describe, expect, it } from 'vitest';

import { createRecentIds } from './recent-ids.ts';

describe('createRecentIds', () => {
  it('knows an id again for its time', () => {
    let nowMs = 0;
    const ids = createRecentIds(() => nowMs, 100);
    expect(ids.isRepeated('a')).toBe(false);
    nowMs = 100;
    expect(ids.isRepeated('a')).toBe(true);
    nowMs = 101;
    expect(ids.isRepeated('a')).toBe(false);
  });

  it('forgets the oldest rather than filling the memory', () => {
    const ids = createRecentIds(() => 0, 100);
    for (let index = 0; index <= 10_000; index += 1) ids.isRepeated(`id-${index}`);
    expect(ids.isRepeated('id-10000')).toBe(true);
    expect(ids.isRepeated('id-0')).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';

import { createReplayGuard } from './replay-guard.ts';

describe('createReplayGuard', () => {
  it('knows a signature again for as long as its timestamp could be believed', () => {
    let nowMs = 0;
    const guard = createReplayGuard(() => nowMs);
    expect(guard.isReplay('a')).toBe(false);
    expect(guard.isReplay('b')).toBe(false);
    nowMs = 10 * 60_000;
    expect(guard.isReplay('a')).toBe(true);
    nowMs += 1;
    expect(guard.isReplay('a')).toBe(false);
  });
});

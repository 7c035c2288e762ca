import { describe, expect, it } from 'vitest';

import { createReplayGuard } from './replay-guard.ts';

const one = `v0=${'a'.repeat(64)}`;
const other = `v0=${'b'.repeat(64)}`;

describe('createReplayGuard', () => {
  it('knows a signature again for as long as its timestamp could be believed', () => {
    let nowMs = 0;
    const guard = createReplayGuard(() => nowMs);
    expect(guard.isReplay(one)).toBe(false);
    expect(guard.isReplay(other)).toBe(false);
    nowMs = 10 * 60_000;
    expect(guard.isReplay(one)).toBe(true);
    nowMs += 1;
    expect(guard.isReplay(one)).toBe(false);
  });
});

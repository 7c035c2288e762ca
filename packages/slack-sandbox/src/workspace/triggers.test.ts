import { describe, expect, it } from 'vitest';

import { createManualClock } from '../clock.ts';
import { createTriggers } from './triggers.ts';

describe('createTriggers', () => {
  it('tells an expired trigger id from one that never was, and forgets it after an hour', () => {
    const clock = createManualClock(0);
    const triggers = createTriggers(clock);
    const ids = [triggers.issue({ userId: 'U1' })];
    clock.advance(3001);
    ids.push(triggers.issue({ userId: 'U1' }));
    const expired = ids.map((id) => triggers.exchange(id));
    expect(expired).toEqual(['expired_trigger_id', { userId: 'U1' }]);
    clock.advance(60 * 60 * 1000);
    ids.push(triggers.issue({ userId: 'U2' }));
    const forgotten = ids.map((id) => triggers.exchange(id));
    expect(forgotten).toEqual(['invalid_trigger_id', 'exchanged_trigger_id', { userId: 'U2' }]);
    expect(new Set(ids).size).toBe(3);
  });
});

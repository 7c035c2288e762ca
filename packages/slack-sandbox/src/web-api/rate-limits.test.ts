import { describe, expect, it } from 'vitest';

import { createManualClock } from '../clock.ts';
import { createRateLimits } from './rate-limits.ts';

describe('createRateLimits', () => {
  it('lets a tier through, and says when the next call may come', () => {
    const clock = createManualClock(0);
    const limits = createRateLimits(clock);
    for (let call = 0; call < 20; call += 1) expect(limits.take('usergroups.list', {})).toBeUndefined();
    expect(limits.take('usergroups.list', {})).toBe(3);
    expect(limits.take('usergroups.users.list', {})).toBeUndefined();
    clock.advance(2999);
    expect(limits.take('usergroups.list', {})).toBe(1);
    clock.advance(1);
    expect(limits.take('usergroups.list', {})).toBeUndefined();
  });

  it('lets one message a second into a channel, after a burst', () => {
    const clock = createManualClock(0);
    const limits = createRateLimits(clock);
    const post = (channel: string): number | undefined => limits.take('chat.postMessage', { channel });
    for (let call = 0; call < 5; call += 1) expect(post('C1')).toBeUndefined();
    expect(post('C1')).toBe(1);
    expect(post('C2')).toBeUndefined();
    clock.advance(1000);
    expect(post('C1')).toBeUndefined();
    expect(post('C1')).toBe(1);
  });

  it('lets methods through whose limits nobody knows', () => {
    const limits = createRateLimits(createManualClock(0));
    for (let call = 0; call < 500; call += 1) expect(limits.take('auth.test', {})).toBeUndefined();
    expect(limits.take('chat.shout', {})).toBeUndefined();
  });
});

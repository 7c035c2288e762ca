import { describe, expect, it } from 'vitest';

import { createManualClock } from '../clock.ts';
import { createResponseUrls } from './response-urls.ts';

describe('createResponseUrls', () => {
  it('tells an expired URL from one that never was, and forgets it after an hour', () => {
    const clock = createManualClock(0);
    const target = { channelId: 'C1', userId: 'U1', originTs: '1.0', fromCommand: true };
    const segments = ['a', 'b', 'c'];
    const urls = createResponseUrls(clock, () => segments.shift() ?? '');
    urls.issue(target);
    clock.advance(40 * 60 * 1000);
    urls.issue(target);
    expect([urls.find('a'), urls.find('b')]).toEqual(['expired_url', target]);
    clock.advance(30 * 60 * 1000);
    urls.issue(target);
    expect(['a', 'b', 'c'].map((segment) => urls.find(segment))).toEqual(['invalid_url', target, target]);
  });
});

import { describe, expect, it } from 'vitest';

import { createInFlight } from './in-flight.ts';

describe('createInFlight', () => {
  it('is drained once all work has ended, also work that fails and work that was added meanwhile', async () => {
    const inFlight = createInFlight();
    const first = Promise.withResolvers<void>();
    const second = Promise.withResolvers<void>();
    const failing = inFlight.track(first.promise).catch(() => inFlight.track(second.promise));
    let isDrained = false;
    const drained = inFlight.drained().then(() => (isDrained = true));
    first.reject(new Error('failed'));
    await new Promise(setImmediate);
    expect(isDrained).toBe(false);
    second.resolve();
    await Promise.all([failing, drained]);
    expect(isDrained).toBe(true);
  });
});

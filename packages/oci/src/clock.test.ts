import { describe, expect, it } from 'vitest';

import { systemClock } from './clock.ts';

describe('systemClock', () => {
  it('waits', async () => {
    await expect(systemClock.wait(0, undefined)).resolves.toBeUndefined();
    await expect(systemClock.wait(0, new AbortController().signal)).resolves.toBeUndefined();
  });

  it('stops waiting where it is told to, with the reason', async () => {
    const controller = new AbortController();
    const waiting = systemClock.wait(3_600_000, controller.signal);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(systemClock.wait(3_600_000, controller.signal)).rejects.toThrow('enough');
  });
});

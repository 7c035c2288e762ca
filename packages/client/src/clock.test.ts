import { getEventListeners } from 'node:events';

import { describe, expect, it } from 'vitest';

import { systemClock } from './clock.ts';

describe('systemClock', () => {
  it('wakes up and leaves no listener behind', async () => {
    const { signal } = new AbortController();
    await expect(systemClock.sleep(0, signal)).resolves.toBeUndefined();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('rejects with the reason of the abort, before and during the sleep', async () => {
    const controller = new AbortController();
    const during = systemClock.sleep(2 ** 31 - 1, controller.signal);
    controller.abort('enough');
    await expect(during).rejects.toBe('enough');
    await expect(systemClock.sleep(2 ** 31 - 1, controller.signal)).rejects.toBe('enough');
  });

  it('gives random numbers from 0 up to 1', () => {
    const numbers = Array.from({ length: 100 }, () => systemClock.random());
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    expect(new Set(numbers).size).toBeGreaterThan(90);
  });
});

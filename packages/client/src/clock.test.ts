import { getEventListeners } from 'node:events';

import { describe, expect, it } from 'vitest';

import { sleep, systemClock } from './clock.ts';

const timers = (): string[] => process.getActiveResourcesInfo().filter((name) => name === 'Timeout');

describe('systemClock', () => {
  it('runs a task once its time has come, unless it was cancelled', async () => {
    const ran: string[] = [];
    const cancel = systemClock.after(0, () => ran.push('cancelled'));
    cancel();
    await new Promise<void>((resolve) => {
      systemClock.after(0, () => {
        ran.push('due');
        resolve();
      });
    });
    expect(ran).toEqual(['due']);
  });

  it('holds no timer any more when whoever cancelled has gone on', async () => {
    const before = timers();
    const cancel = systemClock.after(60_000, () => {});
    expect(timers()).toHaveLength(before.length + 1);
    cancel();
    await new Promise((resolve) => setImmediate(resolve));
    expect(timers()).toEqual(before);
  });

  it('gives random numbers from 0 up to 1', () => {
    const numbers = Array.from({ length: 100 }, () => systemClock.random());
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    expect(new Set(numbers).size).toBeGreaterThan(90);
  });
});

describe('sleep', () => {
  it('wakes up and leaves no listener behind', async () => {
    const { signal } = new AbortController();
    await expect(sleep(systemClock, 0, signal)).resolves.toBeUndefined();
    await expect(sleep(systemClock, 0)).resolves.toBeUndefined();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('rejects with the reason of the abort, before and during the sleep', async () => {
    const controller = new AbortController();
    const during = sleep(systemClock, 2 ** 31 - 1, controller.signal);
    controller.abort('enough');
    await expect(during).rejects.toBe('enough');
    await expect(sleep(systemClock, 2 ** 31 - 1, controller.signal)).rejects.toBe('enough');
  });
});

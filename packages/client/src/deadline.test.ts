import { getEventListeners } from 'node:events';

import { describe, expect, it } from 'vitest';

import { createStoppedClock } from '../test/test-clock.ts';
import { withDeadline } from './deadline.ts';

const never = (): Promise<never> => new Promise(() => {});
const tooLate = (): Error => new Error('too late');

describe('withDeadline', () => {
  it('returns what the task returns and leaves neither timer nor listener behind', async () => {
    const clock = createStoppedClock();
    const { signal } = new AbortController();
    const result = withDeadline(clock, { signal, timeoutMs: 5 }, tooLate, () => Promise.resolve('done'));
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await expect(result).resolves.toBe('done');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect([clock.slept, clock.sleeping()]).toEqual([[5], 0]);
  });

  it('rejects with the error of the task and leaves neither timer nor listener behind', async () => {
    const clock = createStoppedClock();
    const { signal } = new AbortController();
    const error = new Error('broken');
    const result = withDeadline(clock, { signal, timeoutMs: 5 }, tooLate, () => Promise.reject(error));
    await expect(result).rejects.toBe(error);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(clock.sleeping()).toBe(0);
  });

  it('does not abort the signal of a task that succeeded', async () => {
    let seen: AbortSignal | undefined;
    await withDeadline(createStoppedClock(), { timeoutMs: 5 }, tooLate, (signal) => {
      seen = signal;
      return Promise.resolve();
    });
    expect(seen?.aborted).toBe(false);
  });

  it('ends a task that does not listen, and tells it', async () => {
    const clock = createStoppedClock();
    let seen: AbortSignal | undefined;
    const result = withDeadline(clock, { timeoutMs: 5 }, tooLate, (signal) => {
      seen = signal;
      return never();
    });
    clock.wakeAll();
    await expect(result).rejects.toThrow('too late');
    expect(seen?.aborted).toBe(true);
  });

  it.each([new Error('stop'), 'stop', null, 0])('passes the abort reason %j on unchanged', async (reason) => {
    const controller = new AbortController();
    const options = { signal: controller.signal, timeoutMs: 5 };
    const result = withDeadline(createStoppedClock(), options, tooLate, never);
    controller.abort(reason);
    await expect(result).rejects.toBe(reason);
  });

  it('ends a task that is aborted before it has returned', async () => {
    const controller = new AbortController();
    const options = { signal: controller.signal, timeoutMs: 5 };
    const result = withDeadline(createStoppedClock(), options, tooLate, () => {
      controller.abort('stop');
      return never();
    });
    await expect(result).rejects.toBe('stop');
  });

  it('prefers the reason of the abort to what the aborted task says', async () => {
    const controller = new AbortController();
    const options = { signal: controller.signal, timeoutMs: 5 };
    const result = withDeadline(createStoppedClock(), options, tooLate, (signal) => {
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new TypeError('fetch failed')));
      });
    });
    controller.abort('stop');
    await expect(result).rejects.toBe('stop');
  });

  it('does not start where the signal is aborted', async () => {
    let started = false;
    const task = (): Promise<void> => {
      started = true;
      return Promise.resolve();
    };
    const clock = createStoppedClock();
    const aborted = { signal: AbortSignal.abort('stop'), timeoutMs: 5 };
    await expect(withDeadline(clock, aborted, tooLate, task)).rejects.toBe('stop');
    expect([started, clock.slept]).toEqual([false, []]);
  });
});

import { getEventListeners } from 'node:events';

import { describe, expect, it } from 'vitest';

import { sleep } from '../clock.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';

const never = new AbortController().signal;
const day = Date.parse('2026-01-01T00:00:00Z');

/** Sleeps, and notes when that was over. */
async function note(clock: FakeClock, ms: number, notes: string[], signal = never): Promise<void> {
  await sleep(clock, ms, signal);
  notes.push(`${ms} at ${clock.now() - day}`);
}

describe('createFakeClock', () => {
  it('lets time pass as soon as everybody only waits, in the right order', async () => {
    const clock = createFakeClock();
    const notes: string[] = [];
    await Promise.all([note(clock, 3_600_000, notes), note(clock, 5, notes), note(clock, 1000, notes)]);
    await note(clock, 1, notes);
    expect(notes).toEqual(['5 at 5', '1000 at 1000', '3600000 at 3600000', '1 at 3600001']);
    expect(clock.sleeping()).toBe(0);
  });

  it('wakes two that are due together in the order in which they went to sleep', async () => {
    const clock = createFakeClock();
    const notes: string[] = [];
    const both = ['first', 'second'].map((name) => sleep(clock, 7, never).then(() => notes.push(name)));
    await Promise.all(both);
    expect(notes).toEqual(['first', 'second']);
  });

  it('does not let time pass while somebody is busy', async () => {
    const clock = createFakeClock();
    const controller = new AbortController();
    const deadline = sleep(clock, 1, controller.signal).catch((reason: unknown) => reason);
    for (let step = 0; step < 1000; step += 1) await Promise.resolve();
    controller.abort('ready');
    await expect(deadline).resolves.toBe('ready');
    expect(clock.now()).toBe(day);
  });

  it('stands still on its own when it is manual', async () => {
    const clock = createFakeClock({ manual: true, startsAt: '2030-06-01T12:00:00Z' });
    const start = Date.parse('2030-06-01T12:00:00Z');
    const slept = sleep(clock, 1000, never);
    await clock.advance(999);
    expect([clock.now() - start, clock.sleeping()]).toEqual([999, 1]);
    await clock.advance(1);
    await slept;
    expect([clock.now() - start, clock.sleeping()]).toEqual([1000, 0]);
  });

  it('wakes on the way those who go to sleep again', async () => {
    const clock = createFakeClock({ manual: true });
    const notes: string[] = [];
    const walk = (async (): Promise<void> => {
      for (const ms of [10, 20, 30, 40]) await note(clock, ms, notes);
    })();
    await clock.advance(65);
    expect(notes).toEqual(['10 at 10', '20 at 30', '30 at 60']);
    expect(clock.now() - day).toBe(65);
    await clock.advance(35);
    await walk;
    expect(notes.at(-1)).toBe('40 at 100');
  });

  it('leaves nothing behind on a signal, and nobody asleep whose signal was aborted', async () => {
    const clock = createFakeClock({ manual: true });
    const controller = new AbortController();
    const slept = sleep(clock, 1, controller.signal);
    await clock.advance(1);
    await slept;
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    const aborted = sleep(clock, 1, controller.signal);
    controller.abort('enough');
    await expect(aborted).rejects.toBe('enough');
    await expect(sleep(clock, 1, controller.signal)).rejects.toBe('enough');
    expect(clock.sleeping()).toBe(0);
  });

  it('has no chance unless it is given some', () => {
    expect(createFakeClock().random()).toBe(0.5);
    expect(createFakeClock({ random: () => 0 }).random()).toBe(0);
  });

  it('refuses times that are none', async () => {
    expect(() => createFakeClock({ startsAt: 'today' })).toThrow(RangeError);
    await expect(createFakeClock().advance(-1)).rejects.toThrow(RangeError);
    await expect(createFakeClock().advance(Number.NaN)).rejects.toThrow(RangeError);
  });
});

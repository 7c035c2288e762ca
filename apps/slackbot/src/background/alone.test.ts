import { createManualClock } from '@registry-images/slack-sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';

import { openState } from '../state/state.ts';
import { alone, type AloneDeps } from './alone.ts';

const key = { teamId: 'T1', name: 'audit' };

/** Two bots with one database, and their time. */
function openWorld(): { one: AloneDeps; other: AloneDeps; advance: (ms: number) => void } {
  const state = openState(':memory:');
  onTestFinished(() => state[Symbol.dispose]());
  const time = createManualClock(0);
  const clock = { now: () => time.now(), after: (ms: number, task: () => void) => time.setTimer(ms, task) };
  const botNamed = (name: string): AloneDeps => ({ state, clock, newId: () => name });
  return { one: botNamed('one'), other: botNamed('other'), advance: (ms) => time.advance(ms) };
}

describe('alone', () => {
  it('keeps others from the same work for as long as it takes, and no longer', async () => {
    const { one, other, advance } = openWorld();
    const { promise, resolve } = Promise.withResolvers<string>();
    const work = alone(one, key, () => promise);
    for (let quarters = 0; quarters < 12; quarters += 1) {
      await new Promise((later) => setImmediate(later));
      advance(15_000);
    }
    expect(await alone(other, key, async () => 'twice')).toBeUndefined();
    expect(await alone(other, { ...key, name: 'message' }, async () => 'another')).toBe('another');
    resolve('done');
    expect(await work).toBe('done');
    expect(await alone(other, key, async () => 'again')).toBe('again');
  });

  it('lets others do what has failed, and what somebody has not ended who is dead', async () => {
    const { one, other, advance } = openWorld();
    const failing = alone(one, key, () => Promise.reject(new Error('Slack is away.')));
    await expect(failing).rejects.toThrow('Slack is away.');
    one.state.claims.take(key, { owner: 'dead', nowMs: 0, untilMs: 60_000 });
    expect(await alone(other, key, async () => 'early')).toBeUndefined();
    advance(60_000);
    expect(await alone(other, key, async () => 'later')).toBe('later');
  });
});

import { describe, expect, it } from 'vitest';

import { createReadiness } from './readiness.ts';

describe('createReadiness', () => {
  it('asks side by side, at most every five seconds, and tells at once what is known', async () => {
    let [nowMs, asked, isKnown] = [0, 0, false];
    const clock = { now: () => nowMs, after: () => () => undefined };
    const check = () => Promise.resolve(void (asked += 1));
    const known = (): string[] => (isKnown ? ['There is no connection.'] : []);
    const readiness = createReadiness({ clock, checks: [{ name: 'It', check }], known });
    expect(await readiness.obstacles()).toEqual([]);
    isKnown = true;
    nowMs = 4999;
    expect(await readiness.obstacles()).toEqual(['There is no connection.']);
    expect(asked).toBe(1);
    nowMs = 5000;
    await Promise.all([readiness.obstacles(), readiness.obstacles()]);
    expect(asked).toBe(2);
  });

  it('does not wait for what does not answer', async () => {
    const deadlines: (() => void)[] = [];
    const clock = {
      now: () => 0,
      after(_ms: number, task: () => void) {
        deadlines.push(task);
        return () => undefined;
      },
    };
    const never = { name: 'The registry', check: () => new Promise(() => undefined) };
    const obstacles = createReadiness({ clock, checks: [never] }).obstacles();
    for (const end of deadlines) end();
    expect(await obstacles).toEqual(['The registry cannot be used.']);
  });
});

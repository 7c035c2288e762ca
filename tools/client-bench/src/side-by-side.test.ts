import { describe, expect, it } from 'vitest';

import { contender, medianOf, ratio, runInTurns } from './side-by-side.ts';

const run = async (): Promise<void> => {};

describe('runInTurns', () => {
  it('runs each contender once a round, and keeps no time of the warm-up', async () => {
    const runs: string[] = [];
    const contenders = ['a', 'b'].map((name) => contender(async () => runs.push(name)));
    await runInTurns(contenders, { rounds: 3, warmUp: 2 });
    for (let round = 0; round < 5; round += 1) {
      expect(runs.slice(2 * round, 2 * round + 2).toSorted()).toEqual(['a', 'b']);
    }
    expect(contenders.map(({ times }) => times.length)).toEqual([3, 3]);
  });
});

describe('ratio', () => {
  it('is the median of the rounds, so that one slow round does not count', () => {
    const measured = { run, times: [3, 300, 3] };
    const reference = { run, times: [2, 200, 1] };
    expect(ratio(measured, reference)).toBe(1.5);
    expect(medianOf(measured)).toBe(3);
  });
});

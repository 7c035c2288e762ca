import { pino } from 'pino';
import { describe, expect, it } from 'vitest';

import { createSweepProgress } from './sweep-progress.ts';

describe('createSweepProgress', () => {
  it('says how far it has come from time to time, and at the end', () => {
    const lines: Record<string, unknown>[] = [];
    const logger = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
    let nowMs = 0;
    const clock = { now: () => nowMs, wait: () => Promise.resolve() };
    const progress = createSweepProgress('prod', 2500, { logger, clock });
    for (let index = 0; index < 2500; index += 1) {
      nowMs += 2;
      progress.add(index === 10 ? 1000 : 0);
    }
    progress.end(3);
    expect(lines.map(({ repositories, newImages, msg }) => [repositories, newImages, msg])).toEqual([
      [11, 1000, 'reading the registry'],
      [1000, 1000, 'reading the registry'],
      [2000, 1000, 'reading the registry'],
      [2500, 1000, 'registry read'],
    ]);
    expect(lines.at(-1)).toMatchObject({
      registryId: 'prod',
      ofRepositories: 2500,
      repositoriesPerSecond: 500,
      seconds: 5,
      failed: 3,
    });
  });
});

import { describe, expect, it } from 'vitest';

import { atLeast, atMost, median, percentile, printFigures } from './index.ts';

describe('printFigures', () => {
  it('says which goals are reached', async () => {
    const written: string[] = [];
    await printFigures(
      [
        async () => [atMost(1.1, 1.1, { what: 'get', against: 'fetch' })],
        async () => [
          atMost(8, 8.25, { what: 'size', against: '', unit: 'KiB' }),
          atLeast(50, 60, { what: 'list', against: 'GETs', decimals: 0 }),
        ],
      ],
      (text) => written.push(text),
    );
    expect(written.join('')).toBe(`\
| what | against | goal    | measured | reached |
| ---- | ------- | ------- | -------- | ------- |
| get  | fetch   | ≤ 1.1 × | 1.10 ×   | ok      |
| size |         | ≤ 8 KiB | 8.25 KiB | missed  |
| list | GETs    | ≥ 50 ×  | 60 ×     | ok      |
`);
  });
});

describe('percentile', () => {
  it('leaves out the worst', () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index);
    expect([median(values), percentile(values, 0.99)]).toEqual([101, 199]);
    expect(percentile([], 0.99)).toBeNaN();
  });
});

import { describe, expect, it } from 'vitest';

import { formatFigures } from './figure.ts';

describe('formatFigures', () => {
  it('says which goals are reached', () => {
    const figures = [
      { what: 'get', against: 'fetch', goal: 1.1, measured: 1.1, unit: '×' },
      { what: 'size', against: '', goal: 8, measured: 8.25, unit: 'KiB' },
      { what: 'calls', against: '', goal: 1, measured: 1, unit: 'token requests' },
    ] as const;
    expect(formatFigures(figures)).toBe(`\
| what  | against | goal               | measured         | reached |
| ----- | ------- | ------------------ | ---------------- | ------- |
| get   | fetch   | ≤ 1.10 ×           | 1.10 ×           | ok      |
| size  |         | ≤ 8.00 KiB         | 8.25 KiB         | missed  |
| calls |         | ≤ 1 token requests | 1 token requests | ok      |`);
  });
});

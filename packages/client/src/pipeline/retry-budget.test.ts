import { describe, expect, it } from 'vitest';

import { createRetryBudget } from './retry-budget.ts';

describe('createRetryBudget', () => {
  it('is full at first, and refuses what it does not have', () => {
    const budget = createRetryBudget();
    expect(budget.take(501)).toBe(false);
    expect(budget.take(500)).toBe(true);
    expect(budget.take(1)).toBe(false);
  });

  it('takes back no more than it can hold', () => {
    const budget = createRetryBudget();
    budget.take(5);
    budget.give(1000);
    expect(budget.take(500)).toBe(true);
    budget.give(5);
    expect([budget.take(5), budget.take(5)]).toEqual([true, false]);
  });
});

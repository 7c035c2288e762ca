import { describe, expect, it } from 'vitest';

import { methodFacts } from './method-facts.ts';
import { methods } from './web-api.ts';

describe('methodFacts', () => {
  it('has the facts of every method that the sandbox answers, and of no other', () => {
    expect(Object.keys(methodFacts).toSorted()).toEqual(Object.keys(methods).toSorted());
  });
});

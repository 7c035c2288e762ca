import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createGlob } from '../query/glob.ts';
import { overlap } from './overlap.ts';

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 });
const letters = ['', 'a', 'b'];
const pairs = letters.flatMap((one) => letters.map((two) => one + two));
/** All texts of at most four letters. */
const texts = pairs.flatMap((one) => pairs.map((two) => one + two));

describe('overlap', () => {
  it.each([
    ['a/*', 'b/*', false],
    ['a/*', '*', true],
    ['a/*', 'a/b', true],
    ['*/app', 'team/*', true],
    ['a?c', 'ab', false],
    ['a*', '*b', true],
    ['', '*', true],
    ['', '?', false],
  ])('of %j and %j is %j', (one, other, expected) => {
    expect(overlap(one, other)).toBe(expected);
    expect(overlap(other, one)).toBe(expected);
  });

  it('finds every text that both match, and answers the same both ways', () => {
    fc.assert(
      fc.property(pattern, pattern, (one, other) => {
        const [first, second] = [createGlob(one), createGlob(other)];
        const isShared = texts.some((text) => first(text) && second(text));
        expect(overlap(one, other) || !isShared).toBe(true);
        expect(overlap(one, other)).toBe(overlap(other, one));
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { starMatcher } from './star-pattern.ts';

describe('starMatcher', () => {
  it.each([
    ['', ''],
    ['a', 'a'],
    ['*', ''],
    ['**', 'a/b'],
    ['a*a', 'aa'],
    ['*/b', 'a/b'],
    ['a/**', 'a/b/c'],
    ['***', 'a/b'],
    ['**a*', '*a**'],
  ])('"%s" matches "%s"', (pattern, text) => expect(starMatcher(pattern)(text)).toBe(true));

  it.each([
    ['', 'a'],
    ['a', ''],
    ['a*a', 'a'],
    ['*', 'a/b'],
    ['a/*', 'a/b/c'],
    ['a.b', 'axb'],
    ['a', 'a\n'],
  ])('"%s" does not match "%s"', (pattern, text) => expect(starMatcher(pattern)(text)).toBe(false));

  it('says of short texts what a regular expression says', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 });
    const pattern = fc.array(fc.constantFrom('a', 'b', '/', '*', '**'), { maxLength: 6 });
    fc.assert(
      fc.property(pattern, text, (parts, name) => {
        // Three stars or more are what the longest of them is, because that one takes what the others would.
        const joined = parts.join('').replaceAll(/\*{3,}/g, '**');
        const expression = joined.replaceAll(/\*+/g, (stars) => (stars === '**' ? '.*' : '[^/]*'));
        expect(starMatcher(joined)(name)).toBe(new RegExp(`^${expression}$`).test(name));
      }),
      { numRuns: 2000 },
    );
  });

  it('does not take long for what would keep a regular expression busy for ever', () => {
    expect(starMatcher(`prod/${'**a'.repeat(80)}b`)(`prod/${'a'.repeat(250)}`)).toBe(false);
    expect(starMatcher(`prod/${'*a'.repeat(120)}b`)(`prod/${'a'.repeat(250)}`)).toBe(false);
  });
});

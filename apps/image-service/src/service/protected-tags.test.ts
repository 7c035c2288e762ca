import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { protectingPattern } from './protected-tags.ts';

const isProtected = (pattern: string, tag: string): boolean =>
  protectingPattern([pattern], tag) !== undefined;

describe('protectingPattern', () => {
  it.each([
    ['latest', 'latest'],
    ['prod-*', 'prod-'],
    ['prod-*', 'prod-1'],
    ['*-prod', 'a-prod'],
    ['v*.*.*', 'v1.2.3'],
    ['*', 'anything'],
    ['**', 'anything'],
    ['a*a', 'aa'],
    ['*ab*ab*', 'abab'],
    ['*', 'library/alpine'],
  ])('%s protects %s', (pattern, tag) => expect(isProtected(pattern, tag)).toBe(true));

  it.each([
    ['latest', 'latest2'],
    ['latest', 'Latest'],
    ['prod-*', 'prod'],
    ['a*a', 'a'],
    ['v*.*.*', 'v1.2'],
    ['v.*', 'v1'],
    ['*ab*ab*', 'ab'],
    ['*a*b', 'ba'],
  ])('%s does not protect %s', (pattern, tag) => expect(isProtected(pattern, tag)).toBe(false));

  it('tells the first pattern that protects', () => {
    expect(protectingPattern(['v*', 'latest', '*'], 'latest')).toBe('latest');
    expect(protectingPattern([], 'latest')).toBeUndefined();
  });

  it('says of short texts what a regular expression says', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 });
    const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 8 });
    fc.assert(
      fc.property(patterns, letters, (pattern, tag) => {
        const expression = new RegExp(`^${pattern.replaceAll('.', String.raw`\.`).replaceAll('*', '.*')}$`);
        expect(isProtected(pattern, tag)).toBe(expression.test(tag));
      }),
      { numRuns: 2000 },
    );
  });

  it('protects whatever the stars of a pattern are replaced by', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '-', '.', '_', '1'), maxLength: 20 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), fc.array(text), (parts, fillings) => {
        const tag = parts
          .map((part, index) => (index === 0 ? part : (fillings[index] ?? '') + part))
          .join('');
        expect(isProtected(parts.join('*'), tag)).toBe(true);
      }),
    );
  });

  it('does not take long for what would keep a regular expression busy for ever', () => {
    expect(isProtected('*a'.repeat(60), 'a'.repeat(127).concat('b'))).toBe(false);
  });
});

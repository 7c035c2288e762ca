import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isRepositoryPattern, registryMatcher, repositoryMatcher } from './repository-pattern.ts';

describe('repositoryMatcher', () => {
  it.each([
    ['prod/team/*', 'prod/team/app', true],
    ['prod/team/*', 'prod/team/app/web', false],
    ['prod/team/*', 'prod/team', false],
    ['prod/**', 'prod/team/app', true],
    ['prod/**', 'production/app', false],
    ['**', 'prod/app', true],
    ['prod/app-*', 'prod/app-web', true],
    ['*/base', 'prod/base', true],
    ['**/base', 'prod/team/base', true],
    ['prod/a.b', 'prod/axb', false],
    ['prod/app', 'prod/app', true],
    ['prod/app', 'prod/app2', false],
  ])('%s with %s: %s', (pattern, name, matches) => {
    expect(repositoryMatcher([pattern])(name)).toBe(matches);
  });

  it('matches where one of several patterns does, and with none nothing', () => {
    expect(repositoryMatcher(['a/b', 'c/d'])('c/d')).toBe(true);
    expect(repositoryMatcher([])('c/d')).toBe(false);
  });

  it('does not take long for patterns that many ways lead through', () => {
    const pattern = `prod/${'**a'.repeat(60)}b`;
    expect(isRepositoryPattern(pattern)).toBe(true);
    expect(repositoryMatcher([pattern])(`prod/${'a'.repeat(250)}`)).toBe(false);
  });

  it('takes a name for itself alone', () => {
    const component = fc.stringMatching(/^[a-z0-9]+([._-][a-z0-9]+)*$/, { maxLength: 12 });
    const name = fc.array(component, { minLength: 2, maxLength: 4 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(isRepositoryPattern(one)).toBe(true);
        expect(repositoryMatcher([one])(other)).toBe(one === other);
      }),
    );
  });
});

describe('registryMatcher', () => {
  it.each([
    ['prod/team/*', 'prod', true],
    ['prod/team/*', 'production', false],
    ['prod/**', 'production', false],
    ['pro*/app', 'production', true],
    ['p*d/app', 'production', false],
    ['**', 'prod', true],
    ['*/base', 'prod', true],
    ['**/base', 'prod', true],
    ['pr**n/base', 'prod', true],
    ['pr**n/base', 'stage', false],
  ])('%s with %s: %s', (pattern, registryId, matches) => {
    expect(registryMatcher([pattern])(registryId)).toBe(matches);
  });
});

describe('isRepositoryPattern', () => {
  it.each(['', '/a', 'a/', 'a//b', 'A', 'a b', '***', 'a?', 'x'.repeat(257)])('refuses "%s"', (text) => {
    expect(isRepositoryPattern(text)).toBe(false);
  });
});

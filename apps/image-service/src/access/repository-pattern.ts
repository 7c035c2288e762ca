import { starMatcher } from '../star-pattern.ts';

/**
 * Patterns that name repositories, `<registry id>/<path>`:
 *
 * - `*` stands for any characters within a component, none included: `prod/team/*` is what is right below `prod/team`;
 * - `**` stands for any characters, `/` included: `prod/**` is everything of the registry `prod`, `**` is everything;
 * - all else stands for itself.
 */
const pattern = /^(?:[a-z0-9._-]+|\*{1,2}|\/)+$/;

/** Tells whether a text is a pattern that could match a repository at all. */
export function isRepositoryPattern(text: string): boolean {
  return text.length <= 256 && pattern.test(text) && !/\*{3}|\/\/|^\/|\/$/.test(text);
}

/** Whether the pattern matches every repository there can be. */
export function matchesEverything(text: string): boolean {
  return text === '**';
}

/** Makes the test of whether one of some patterns matches a name. */
export function repositoryMatcher(patterns: readonly string[]): (name: string) => boolean {
  const matchers = patterns.map(starMatcher);
  return (name) => matchers.some((matches) => matches(name));
}

/** Makes the test of whether one of some patterns could match any repository of a registry. */
export function registryMatcher(patterns: readonly string[]): (registryId: string) => boolean {
  // Up to the first `/`; the first `**` may stand for that, and for all behind it.
  return repositoryMatcher(patterns.map((text) => text.replace(/\/.*$|(?<=\*\*).*$/, '')));
}

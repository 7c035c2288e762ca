import { starMatcher } from '../star-pattern.ts';

/**
 * Patterns of tags that may not be deleted: `*` stands for any characters, none included; all else stands for itself.
 *
 *     latest      this tag
 *     prod-*      what begins with it
 *     *           every tag
 */

/** The pattern that protects a tag; undefined for none. */
export function protectingPattern(patterns: readonly string[], tag: string): string | undefined {
  // In a layout a tag can have a `/`, and a star stands for that too.
  return patterns.find((pattern) => starMatcher(pattern.replaceAll(/\*+/g, '**'))(tag));
}

/**
 * Patterns of tags that may not be deleted: `*` stands for any characters, none included; all else stands for itself.
 *
 *     latest      this tag
 *     prod-*      what begins with it
 *     *           every tag
 */

/** The pattern that protects a tag; undefined for none. */
export function protectingPattern(patterns: readonly string[], tag: string): string | undefined {
  return patterns.find((pattern) => matches(pattern, tag));
}

/**
 * Whether the tag is of the pattern. Each part between two stars is looked for from where the one before ended, which is
 * enough: where it is found earlier, more is left for the rest. So the time does not explode as that of a regular
 * expression can.
 */
function matches(pattern: string, tag: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) return tag === pattern;
  if (!tag.startsWith(start) || !tag.endsWith(end) || tag.length < start.length + end.length) return false;
  const last = tag.length - end.length;
  let from = start.length;
  for (const part of rest) {
    const found = tag.indexOf(part, from);
    if (found < 0 || found + part.length > last) return false;
    from = found + part.length;
  }
  return true;
}

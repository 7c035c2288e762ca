/**
 * The part of a usage that can be typed as it is: `list [repository]` → `list `. The rest is for the person to fill in.
 */
export function untilPlaceholder(usage: string): string {
  return usage.replace(/[[<].*$/su, '');
}

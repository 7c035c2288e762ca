/** Patterns are as long as the longest tag at most. */
const maxGlobLength = 128;

/** Whether a text can be a pattern for tags: the characters of tags, `*` for any characters, `?` for one. */
export function isTagPattern(text: string): boolean {
  return text.length <= maxGlobLength && /^[\w.*?-]+$/.test(text);
}

/**
 * Makes a predicate of a pattern in which `*` stands for any characters and `?` for one. Every other character stands
 * for itself; upper and lower case differ, as in tags.
 *
 * The longest stretch between two stars is the only thing that is ever tried again, at the next character, so the time is
 * bounded by the length of the text times that stretch: no pattern makes it explode, as it can with a regular expression.
 */
export function createGlob(pattern: string): (text: string) => boolean {
  const stretches = pattern.split('*');
  const [first = '', ...rest] = stretches;
  const last = rest.pop();
  if (last === undefined) return (text) => text.length === first.length && matchesAt(text, 0, first);
  const fixedLength = first.length + last.length;
  return (text) => {
    if (text.length < fixedLength || !matchesAt(text, 0, first)) return false;
    const end = text.length - last.length;
    if (!matchesAt(text, end, last)) return false;
    let position = first.length;
    for (const stretch of rest) {
      while (position + stretch.length <= end && !matchesAt(text, position, stretch)) position += 1;
      position += stretch.length;
      if (position > end) return false;
    }
    return true;
  };
}

function matchesAt(text: string, start: number, stretch: string): boolean {
  for (let index = 0; index < stretch.length; index += 1) {
    if (stretch[index] !== '?' && stretch[index] !== text[start + index]) return false;
  }
  return true;
}

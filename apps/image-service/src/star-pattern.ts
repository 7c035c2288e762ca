/**
 * Makes the test of whether a text is of a pattern, in which `*` stands for any characters but `/`, none included, `**` for
 * any characters at all, and all else for itself.
 *
 * It follows all the ways through the pattern at once, so that its time is bounded by the product of the lengths. That of a
 * regular expression can explode.
 */
export function starMatcher(pattern: string): (text: string) => boolean {
  const beginning = pattern.replace(/\*.*$/s, '');
  const parts = pattern.slice(beginning.length).match(/\*{1,2}|[^*]/gs) ?? [];
  const last = parts.length;
  const takesTheRest = parts.at(-1) === '**';
  /** Before which parts one can be without having read anything: a star can stand for nothing. */
  const start = Array.from({ length: last + 1 }, (_, place) => parts.slice(0, place).every(isStar));

  return (text) => {
    if (!text.startsWith(beginning)) return false;
    let places = start;
    for (let at = beginning.length; at < text.length && places.includes(true); at += 1) {
      if (takesTheRest && places[last] === true) return true;
      places = advance(parts, places, text.charAt(at));
    }
    return places[last] === true;
  };
}

/** Before which parts one can be once a character was read. */
function advance(parts: readonly string[], places: readonly boolean[], character: string): boolean[] {
  const next: boolean[] = [];
  for (let place = 0; place <= parts.length; place += 1) {
    const [before, part] = [parts[place - 1], parts[place]];
    const stays = places[place] === true && (part === '**' || (part === '*' && character !== '/'));
    const arrives = isStar(before) ? next[place - 1] : before === character && places[place - 1];
    next.push(stays || arrives === true);
  }
  return next;
}

function isStar(part: string | undefined): boolean {
  return part === '*' || part === '**';
}

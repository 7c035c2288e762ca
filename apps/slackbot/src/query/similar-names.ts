/** Longer texts are no slips of the pen any more; the bound keeps the comparison cheap. */
const maxLength = 255;

/**
 * How many single characters must be put in, left out, replaced or swapped with their neighbour to make one text of the
 * other; `limit` + 1 for all that are further apart.
 */
export function editDistance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      let distance = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (isSame ? 0 : 1),
      );
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (row > 1 && column > 1 && isSwapped) distance = Math.min(distance, at(beforeLast, column - 2) + 1);
      current.push(distance);
    }
    if (current.every((distance) => distance > limit)) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return Math.min(last.at(-1) ?? 0, limit + 1);
}

function at(line: readonly number[], index: number): number {
  return line[index] ?? Infinity;
}

/**
 * The names that somebody may have meant, the likeliest first, at most `count`: those that differ by case alone, whose
 * last part it is, which contain it, or which are a few slips away (one for every three characters, three at most).
 */
export function similarNames(typed: string, names: Iterable<string>, count: number): string[] {
  const wanted = typed.toLowerCase().slice(0, maxLength);
  if (wanted === '') return [];
  const limit = Math.min(3, Math.max(1, Math.floor(wanted.length / 3)));
  const scored: { readonly name: string; readonly score: number }[] = [];
  for (const name of names) {
    const score = scoreOf(wanted, name.toLowerCase(), limit);
    if (score !== undefined) scored.push({ name, score });
  }
  return scored
    .toSorted((one, other) => one.score - other.score || (one.name < other.name ? -1 : 1))
    .slice(0, count)
    .map(({ name }) => name);
}

/** The lower, the likelier; undefined for what nobody meant. */
function scoreOf(wanted: string, name: string, limit: number): number | undefined {
  if (name === wanted) return 0;
  if (name.endsWith(`/${wanted}`) || wanted.endsWith(`/${name}`)) return 0.5;
  const lastPart = name.slice(name.lastIndexOf('/') + 1);
  const ofWhole = editDistance(wanted, name, limit);
  const ofLastPart = wanted.includes('/') ? limit + 1 : editDistance(wanted, lastPart, limit);
  if (Math.min(ofWhole, ofLastPart) <= limit) return Math.min(ofWhole, ofLastPart + 0.5);
  return wanted.length >= 3 && name.includes(wanted) ? limit + 1 : undefined;
}

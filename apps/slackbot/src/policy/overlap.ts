/** Whether some text matches both patterns, in which `*` stands for any characters and `?` for one. */
export function overlap(one: string, other: string): boolean {
  // What is left of the other pattern wherever both may have come to: a set, so that no pattern takes long.
  let ends = new Set([0]);
  const skipStars = (positions: ReadonlySet<number>): Set<number> => {
    const all = new Set(positions);
    // A set visits what is added while it is visited.
    for (const position of all) if (other[position] === '*') all.add(position + 1);
    return all;
  };
  ends = skipStars(ends);
  for (const symbol of one) {
    const next = new Set<number>();
    if (symbol === '*') {
      const first = Math.min(...ends);
      for (let position = first; position <= other.length; position += 1) next.add(position);
    } else {
      for (const position of ends) {
        const against = other[position];
        if (against === '*') next.add(position);
        else if (against === '?' || (against !== undefined && (symbol === '?' || against === symbol)))
          next.add(position + 1);
      }
    }
    ends = skipStars(next);
    if (ends.size === 0) return false;
  }
  return ends.has(other.length);
}

/** Whether some text matches one of the first patterns and one of the others. */
export function anyOverlap(some: readonly string[], others: readonly string[]): boolean {
  return some.some((one) => others.some((other) => overlap(one, other)));
}

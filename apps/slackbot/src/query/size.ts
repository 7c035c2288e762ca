/** The units of a size, the largest first: decimal ones count in thousands, binary ones in 1024s. */
const units: readonly (readonly [unit: string, bytes: number])[] = [
  ['TiB', 1024 ** 4],
  ['TB', 1000 ** 4],
  ['GiB', 1024 ** 3],
  ['GB', 1000 ** 3],
  ['MiB', 1024 ** 2],
  ['MB', 1000 ** 2],
  ['KiB', 1024],
  ['kB', 1000],
  ['B', 1],
];

/**
 * Reads a size: `500MB`, `1.5 GiB`, `750m`, `1024`. MB, GB … are decimal, as the sizes of images are everywhere else here;
 * MiB, GiB … are binary. Answers bytes, rounded to whole ones, or undefined for anything else and for nothing.
 */
export function parseSize(text: string): number | undefined {
  const match = /^(\d{1,15}(?:\.\d{1,6})?) ?([kmgt]?)(i?)(b?)$/.exec(text.toLowerCase());
  if (!match) return undefined;
  const [, count = '', prefix = '', binary = ''] = match;
  if (prefix === '' && binary !== '') return undefined;
  const name = `${prefix}${binary}b`;
  const unitBytes = units.find(([unit]) => unit.toLowerCase() === name)?.[1] ?? 1;
  const bytes = Math.round(Number(count) * unitBytes);
  return bytes > 0 && Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** Writes a size, so that {@link parseSize} reads exactly the same: in the largest unit that says it in two decimals. */
export function formatSize(bytes: number): string {
  for (const [unit, unitBytes] of units) {
    const count = Math.round((100 * bytes) / unitBytes) / 100;
    const text = `${count}${unit}`;
    if (count >= 1 && parseSize(text) === bytes) return text;
  }
  return `${bytes}B`;
}

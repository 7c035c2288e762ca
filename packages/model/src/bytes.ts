const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/**
 * Writes a number of bytes for people, in decimal units as container tools do: `999 B`, `1.5 kB`, `27.1 MB`, `120 GB`.
 * Three significant digits at most.
 *
 * @see https://www.bipm.org/en/measurement-units/si-prefixes
 */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // From 999.5 on, rounding to three digits would show 1000 of the smaller unit.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits).replace(/\.0$/, '')} ${units[unit]}`;
}

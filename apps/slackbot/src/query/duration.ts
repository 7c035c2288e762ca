const hourMs = 3_600_000;

/** The units of a duration, the largest first. */
const units = [
  ['w', 7 * 24 * hourMs],
  ['d', 24 * hourMs],
  ['h', hourMs],
] as const;

/** A hundred years: what is longer is a slip, and would leave the range of dates. */
const maxMs = 36_500 * 24 * hourMs;

/**
 * Reads a duration of whole hours, days or weeks: `12h`, `30d`, `2w`, also `2 weeks`. Answers ms, or undefined for
 * anything else, for nothing and for more than a hundred years. There are no months and no minutes: "m" could be both.
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,6}) ?(h|hours?|d|days?|w|weeks?)$/.exec(text.toLowerCase());
  if (!match) return undefined;
  const [, count = '', word = ''] = match;
  const unitMs = units.find(([unit]) => word.startsWith(unit))?.[1] ?? 0;
  const ms = Number(count) * unitMs;
  return ms > 0 && ms <= maxMs ? ms : undefined;
}

/** Writes a duration that {@link parseDuration} read, in the largest unit that fits: `2w`, `30d`, `12h`. */
export function formatDuration(ms: number): string {
  const [unit, unitMs] = units.find(([, candidateMs]) => ms % candidateMs === 0) ?? units[2];
  return `${Math.round(ms / unitMs)}${unit}`;
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Below each age in seconds, the unit in which it is said. */
const steps = [
  { below: hour, seconds: minute, unit: 'minute' },
  { below: day, seconds: hour, unit: 'hour' },
  { below: 61 * day, seconds: day, unit: 'day' },
  { below: 730 * day, seconds: 30.44 * day, unit: 'month' },
  { below: Infinity, seconds: 365.25 * day, unit: 'year' },
] as const;

/**
 * Writes for people how long before `nowMs` (ms since the Unix epoch) an RFC 3339 time was: `just now`, `5 minutes ago`,
 * `3 days ago`, `in the future`; `unknown` for an empty or malformed time.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export function formatAge(time: string, nowMs: number): string {
  const seconds = (nowMs - Date.parse(time)) / 1000;
  if (Number.isNaN(seconds)) return 'unknown';
  // Clocks of two machines differ by a little; that is no news to anybody.
  if (seconds < -minute) return 'in the future';
  if (seconds < minute) return 'just now';
  const step = steps.find(({ below }) => seconds < below) ?? steps[4];
  const count = Math.floor(seconds / step.seconds);
  return `${count} ${step.unit}${count === 1 ? '' : 's'} ago`;
}

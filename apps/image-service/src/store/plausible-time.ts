/** Before this there were no container images: 1970 and 1980 are what reproducible builds write, and year 1 is Go's zero. */
const earliestMs = Date.parse('2000-01-01T00:00:00Z');
/** The last that RFC 3339 can write. */
const latestMs = Date.parse('9999-12-31T23:59:59.999Z');

/** A time in ms since the Unix epoch that can be one of an image; undefined for those that stand for none. */
export function plausibleTime(ms: number = Number.NaN): number | undefined {
  return ms >= earliestMs && ms <= latestMs ? Math.trunc(ms) : undefined;
}

/**
 * The pause that an answer asks for, in milliseconds; undefined where it does not, or not in a way that can be read.
 *
 *     Retry-After = delay-seconds / HTTP-date
 *
 * @param now milliseconds since the Unix epoch
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  // Date.parse takes much more than dates, such as "-5"; and dates without a zone it takes for local time.
  const date = /^[A-Z][a-z]+, .+ GMT$/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

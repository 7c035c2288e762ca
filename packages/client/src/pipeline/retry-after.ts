import type { Clock } from '../clock.ts';
import type { ErrorDetail } from '../error-details.ts';

/**
 * How long the service wants to be left alone, in ms: by a RetryInfo in the body, else by the header Retry-After, in
 * seconds or as a date. Undefined where it does not say, or says what cannot be read.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110.html#field.retry-after
 */
export function retryAfterMsOf(
  clock: Pick<Clock, 'now'>,
  headers: Headers,
  details: readonly ErrorDetail[],
): number | undefined {
  const info = details.find((detail) => detail.type === 'RetryInfo');
  if (info) return info.retryDelayMs;
  // Without a header, something that is no number: the empty string would be 0.
  const text = headers.get('retry-after') || '?';
  // By its looks, because Date.parse takes much else for a date, such as "-5" and "soon 5".
  const ms = /^\w+, [\w -]+ [\d:]+ GMT$/.test(text)
    ? Math.max(0, Date.parse(text) - clock.now())
    : Number(text) * 1000;
  return ms >= 0 ? ms : undefined;
}

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
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - clock.now());
}

const pattern = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * Whether `value` is a date and time as RFC 3339 writes it, and one that `Date.parse` understands. That leaves out leap
 * seconds, and takes 30 February for 2 March.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export function isTimestamp(value: unknown): value is string {
  return typeof value === 'string' && pattern.test(value) && !Number.isNaN(Date.parse(value));
}

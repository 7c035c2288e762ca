/**
 * Why there was no whole answer, in words. Node.js says "fetch failed" and keeps the reason in the cause, which may have a
 * code and no message.
 */
export function reasonOf(error: unknown): string {
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(reason instanceof Error)) return 'fetch threw a non-error';
  return reason.message || ('code' in reason ? String(reason.code) : reason.name);
}

/**
 * Takes a token out of whatever JSON, the names in it too: some services and proxies repeat the request that they refuse,
 * and what an error says ends up in logs. It is for what has been decoded, because JSON can write a token in many ways.
 */
export function redact<T>(json: T, token: string | undefined): T;
export function redact(json: unknown, token: string | undefined): unknown {
  if (!token) return json;
  if (typeof json === 'string') return json.replaceAll(token, '…');
  if (Array.isArray(json)) return json.map((item: unknown) => redact(item, token));
  if (!(json instanceof Object)) return json;
  return Object.fromEntries(redact(Object.entries(json), token));
}

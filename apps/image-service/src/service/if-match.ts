/**
 * Whether `If-Match` names one of the entity tags (RFC 9110, section 13.1.1). A digest may come without the quotes that the
 * RFC wants: that is what people copy.
 */
export function isMatch(ifMatch: string, etags: readonly string[]): boolean {
  const given = ifMatch.split(',').map((text) => text.trim());
  return given.includes('*') || etags.some((etag) => given.some((text) => unquoted(text) === unquoted(etag)));
}

// A weak tag, W/"…", keeps its prefix and so never matches: the comparison is a strong one.
function unquoted(text: string): string {
  return /^"([^"]*)"$/.exec(text)?.[1] ?? text;
}

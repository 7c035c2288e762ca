/** The fields in which Block Kit keeps what people read. */
const textFields: ReadonlySet<string> = new Set([
  'text',
  'title',
  'subtitle',
  'body',
  'alt_text',
  'caption',
  'label',
]);

/** How deep objects may be nested; Block Kit needs less than ten levels. */
const maxDepth = 30;

/** The texts in a block of any kind, in order, for when it cannot be drawn. */
export function readableTexts(value: unknown, depth = 0): string[] {
  if (typeof value !== 'object' || value === null || depth > maxDepth) {
    return [];
  }
  return Object.entries(value).flatMap(([field, inner]) =>
    typeof inner === 'string' && textFields.has(field) ? [inner] : readableTexts(inner, depth + 1),
  );
}

/** The value of a JSON text; undefined for what is no JSON text. */
export function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // What somebody else sent is not JSON: to the caller that is one more malformed value.
    return undefined;
  }
}

/** Whether a value is an object with fields that have not been looked at yet. */
export function isJsonObject(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a list of strings. */
export function isStringArray(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

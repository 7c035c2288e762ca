/** A JSON object whose fields have not been looked at yet. */
export type JsonObject = { readonly [field: string]: unknown };

/** Whether a value is an object with fields: neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

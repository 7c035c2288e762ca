import { OciError } from './error.ts';

/** A JSON object whose fields nobody has checked yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether `value` is a JSON object: neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads a JSON document that must be an object. `what` names it in the error.
 *
 * @throws OciError `MALFORMED` for anything else, broken UTF-8 included.
 */
export function parseJsonObject(bytes: Uint8Array, what: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new OciError('MALFORMED', `${what} is not JSON.`, { cause });
  }
  if (!isJsonObject(value)) throw malformed(what, 'a JSON object', value);
  return value;
}

// Go programs write an empty list, map or string as null, so null counts as missing below.

/** The string under `key`, which must be there. */
export function requiredString(object: JsonObject, key: string, where: string): string {
  const value = object[key];
  if (typeof value !== 'string') throw malformed(`${where}.${key}`, 'a string', value);
  return value;
}

/** The string under `key`, undefined where it is missing or null. */
export function optionalString(object: JsonObject, key: string, where: string): string | undefined {
  return object[key] === undefined || object[key] === null ? undefined : requiredString(object, key, where);
}

/** The object under `key`, undefined where it is missing or null. */
export function optionalObject(object: JsonObject, key: string, where: string): JsonObject | undefined {
  const value = object[key];
  if (value === undefined || value === null) return undefined;
  if (!isJsonObject(value)) throw malformed(`${where}.${key}`, 'an object', value);
  return value;
}

/** The list under `key`, empty where it is missing or null. */
export function listOf(object: JsonObject, key: string, where: string): readonly unknown[] {
  const value = object[key] ?? [];
  if (!Array.isArray(value)) throw malformed(`${where}.${key}`, 'a list', value);
  return value;
}

/** The list of strings under `key`, undefined where it is missing or null. */
export function optionalStrings(
  object: JsonObject,
  key: string,
  where: string,
): readonly string[] | undefined {
  if (object[key] === undefined || object[key] === null) return undefined;
  return listOf(object, key, where).map((value, index) => {
    if (typeof value !== 'string') throw malformed(`${where}.${key}[${index}]`, 'a string', value);
    return value;
  });
}

/** The map of strings under `key`, undefined where it is missing or null. */
export function optionalStringMap(
  object: JsonObject,
  key: string,
  where: string,
): Readonly<Record<string, string>> | undefined {
  const map = optionalObject(object, key, where);
  return (
    map &&
    Object.fromEntries(Object.keys(map).map((name) => [name, requiredString(map, name, `${where}.${key}`)]))
  );
}

/**
 * Whether Go takes two keys for the same. It ignores case, of the letters that only look like ASCII ones too:
 * https://pkg.go.dev/encoding/json#Unmarshal
 */
export function isSameKey(one: string, other: string): boolean {
  return one === other || folded(one) === folded(other);
}

/**
 * Refuses keys that are one of `keys` but for their case: programs in Go would read them, and this one would not.
 *
 * @throws OciError `MALFORMED`.
 */
export function refuseOtherSpellings(object: JsonObject, keys: readonly string[], where: string): void {
  for (const found of Object.keys(object)) {
    if (keys.includes(found)) continue;
    const key = keys.find((known) => isSameKey(found, known));
    if (key !== undefined) throw malformed(`${where}.${key}`, `spelt "${key}"`, found);
  }
}

function folded(key: string): string {
  return key.toUpperCase().toLowerCase();
}

/** The error for a value that is not what it must be. The value is quoted, cut to a readable length. */
export function malformed(where: string, expected: string, value: unknown): OciError {
  const found = value === undefined ? 'missing' : JSON.stringify(value).slice(0, 80);
  return new OciError('MALFORMED', `${where} must be ${expected}, but is ${found}.`);
}

/**
 * Readers for the protobuf JSON mapping. A reader takes a value of which nothing is known and the JSON pointer to it,
 * and returns the value with its type, or throws a DecodeError that points at the first wrong place.
 *
 *     null          is a field that is not set
 *     unknown field is ignored, so that a newer service can add some
 *     int64         is a decimal string; a number is taken too, if it is exact
 *
 * @see https://protobuf.dev/programming-guides/json/
 */
import { DecodeError } from './errors/decode-error.ts';

/** Reads a value; `at` is the JSON pointer to it. */
export type Read<T> = (value: unknown, at: string) => T;

/** Makes the reader of a message of which every field may be missing. */
export function message<T extends object>(fields: { readonly [Name in keyof T]: Read<T[Name]> }): Read<
  Partial<T>
> {
  return (value, at) => {
    const members = readObject(value, at);
    const result: Partial<T> = {};
    for (const name in fields) {
      const member = members[name];
      if (member !== undefined && member !== null) result[name] = fields[name](member, `${at}/${name}`);
    }
    return result;
  };
}

/** Makes the reader of a list. Nothing in it may be null. */
export function listOf<T>(read: Read<T>): Read<T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw wrong(at, 'a list');
    return value.map((item: unknown, index) => read(item, `${at}/${index}`));
  };
}

/** Reads any object as it is. */
export function readObject(value: unknown, at: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(at, 'an object');
  return { ...value };
}

export function readString(value: unknown, at: string): string {
  if (typeof value !== 'string') throw wrong(at, 'a string');
  return value;
}

export function readBoolean(value: unknown, at: string): boolean {
  if (typeof value !== 'boolean') throw wrong(at, 'true or false');
  return value;
}

export function readInt32(value: unknown, at: string): number {
  if (typeof value !== 'number' || (value | 0) !== value) throw wrong(at, 'a 32-bit integer');
  return value;
}

/** Reads an int64 as the decimal string that it should be. */
export function readInt64(value: unknown, at: string): string {
  // Some of Yandex Cloud's documents show numbers. Beyond 2^53 a digit may have got lost in JSON.parse already.
  if (Number.isSafeInteger(value)) return String(value);
  if (
    typeof value !== 'string' ||
    !/^-?\d{1,19}$/.test(value) ||
    BigInt.asIntN(64, BigInt(value)) !== BigInt(value)
  ) {
    throw wrong(at, 'a 64-bit integer in decimal, as a string');
  }
  return value;
}

function wrong(at: string, expected: string): DecodeError {
  const place = at === '' ? 'The answer' : `${at} in the answer`;
  return new DecodeError(`${place} is not ${expected}. Check that the base URL is that of the API.`, at);
}

import { DecodeError } from './errors/decode-error.ts';

/**
 * Readers for the protobuf JSON mapping. They take a member of a message and its name, and fill in what is left out.
 * Where a member is not what it should be, they throw a DecodeError, which learns the way to it while it passes the
 * readers of what it is in. Nothing is spent on the way where all is right. Its message goes on after "the answer".
 *
 *     null          is a field that is not set
 *     unknown field is ignored, so that a newer service can add some
 *     int64         is a decimal string; a number is taken too, if it is exact
 *
 * @see https://protobuf.dev/programming-guides/json/
 */

/** The members of an object of which nothing is known. */
export type Members = Record<string, unknown>;

/** Reads a member of a message, of which it is told the name. */
export type Reader<T> = (value: unknown, name: string) => T;

/** A reader for each field of a message. */
export type FieldReaders<T> = { readonly [Name in keyof T]-?: Reader<T[Name]> };

/**
 * Makes the reader of a message out of those of its fields; a field that is read as undefined is left out. It is short to
 * write, and several times as slow as to write the message out.
 */
export function fieldsOf<T extends object>(readers: FieldReaders<T>): (json: unknown) => T;
export function fieldsOf(readers: FieldReaders<Members>): (json: unknown) => Members {
  return (json) => {
    const members = readMembers(json);
    const fields = Object.entries(readers).map(([name, read]) => [name, read(members[name], name)] as const);
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  };
}

/** Reads an object. */
export function readMembers(value: unknown): Members;
export function readMembers(value: unknown): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new DecodeError('is not an object', '');
}

/** Makes the reader of a member that is a message; undefined if it is left out. */
export function optional<T>(read: (json: unknown) => T): Reader<T | undefined> {
  return (value, name) => {
    if (value === undefined || value === null) return undefined;
    try {
      return read(value);
    } catch (error) {
      throw further(name, error);
    }
  };
}

/** Makes the reader of a member that is a list. Nothing in it may be null. */
export function listOf<T>(read: (json: unknown) => T): Reader<T[]> {
  return (value, name) => {
    // A copy, because a state that is resumed is the caller's.
    const items = [...itemsOf(value, name)];
    let at = 0;
    try {
      for (; at < items.length; at += 1) items[at] = read(items[at]);
      return items;
    } catch (error) {
      throw further(`${name}/${at}`, error);
    }
  };
}

/** Reads a list of strings. There are many in a page, so that it is not copied. */
export function stringsOf(value: unknown, name: string): string[] {
  const items = itemsOf(value, name);
  for (let at = 0; at < items.length; at += 1) {
    if (typeof items[at] !== 'string') throw wrong('a string', `${name}/${at}`);
  }
  return items;
}

/** Reads a string. */
export function stringOf(value: unknown, name: string): string {
  const text = value ?? '';
  if (typeof text !== 'string') throw wrong('a string', name);
  return text;
}

/** Reads a bool. */
export function booleanOf(value: unknown, name: string): boolean {
  const flag = value ?? false;
  if (typeof flag !== 'boolean') throw wrong('true or false', name);
  return flag;
}

/** Reads an int32. */
export function int32Of(value: unknown, name: string): number {
  const number = value ?? 0;
  if (typeof number !== 'number' || (number | 0) !== number) throw wrong('a 32-bit integer', name);
  return number;
}

/** Reads an int64 as the decimal string that it should be. */
export function int64Of(value: unknown, name: string): string {
  const number = value ?? '0';
  if (typeof number === 'string' && isInt64(number)) return number;
  // Some of Yandex Cloud's documents show numbers. Beyond 2^53 a digit may have got lost in JSON.parse already.
  if (typeof number === 'number' && Number.isSafeInteger(number)) return String(number);
  throw wrong('a 64-bit integer', name);
}

function itemsOf(value: unknown, name: string) {
  const items = value ?? [];
  if (Array.isArray(items)) return items;
  throw wrong('a list', name);
}

/** A loop, because a regular expression would take a hundredth of the time of a long list. */
function isInt64(text: string): boolean {
  let at = text.startsWith('-') ? 1 : 0;
  do {
    // 48 is "0". What is no digit becomes more than 9, the NaN behind the end too.
    if ((text.charCodeAt(at) ^ 48) > 9) return false;
    at += 1;
  } while (at < text.length);
  return at < 19 || (at < 21 && BigInt.asIntN(64, BigInt(text)) === BigInt(text));
}

function further(name: string, error: unknown): unknown {
  return error instanceof DecodeError ? new DecodeError(error.message, `/${name}${error.pointer}`) : error;
}

/** The error of a member that should be something else. */
export function wrong(expected: string, name: string): DecodeError {
  return new DecodeError(`is not ${expected}`, `/${name}`);
}

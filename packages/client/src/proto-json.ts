/**
 * Readers for the protobuf JSON mapping. They take the members of a message and the name of one, and fill in what is
 * left out. Where a member is not what it should be, they throw a WrongValueError, which learns the way to it, as a JSON
 * pointer, while it passes the readers of what it is in. Nothing is spent on the way where all is right.
 *
 *     null          is a field that is not set
 *     unknown field is ignored, so that a newer service can add some
 *     int64         is a decimal string; a number is taken too, if it is exact
 *
 * @see https://protobuf.dev/programming-guides/json/
 */

/** The members of an object of which nothing is known. */
export type Members = Readonly<Record<string, unknown>>;

/** A value is not what it should be. It does not leave the package. */
export class WrongValueError extends Error {
  override readonly name = 'WrongValueError';
  /** What the value should be, in words. */
  readonly expected: string;
  /** The JSON pointer to the value. */
  readonly pointer: string;

  constructor(expected: string, pointer: string) {
    super(`${pointer} is not ${expected}.`);
    this.expected = expected;
    this.pointer = pointer;
  }
}

/** Reads an object. */
export function readMembers(value: unknown): Members {
  if (isObject(value)) return value;
  throw new WrongValueError('an object', '');
}

/** Reads a message; undefined if it is left out. */
export function messageOf<T>(members: Members, name: string, read: (members: Members) => T): T | undefined {
  const value = members[name] ?? undefined;
  if (value === undefined) return undefined;
  try {
    return read(readMembers(value));
  } catch (error) {
    throw further(name, error);
  }
}

/** Reads a list of messages. Nothing in it may be null. */
export function messagesOf<T>(members: Members, name: string, read: (members: Members) => T): T[] {
  const value = members[name] ?? [];
  if (!Array.isArray(value)) throw wrong('a list', name);
  let index = 0;
  try {
    const messages: T[] = [];
    for (; index < value.length; index += 1) messages.push(read(readMembers(value[index])));
    return messages;
  } catch (error) {
    throw further(`${name}/${index}`, error);
  }
}

/** Reads a list of strings. */
export function stringsOf(members: Members, name: string): string[] {
  const value = members[name] ?? [];
  if (!Array.isArray(value)) throw wrong('a list', name);
  const items: unknown[] = value;
  if (items.every(isString)) return items;
  throw wrong('a string', `${name}/${items.findIndex((item) => !isString(item))}`);
}

/** Reads a string. */
export function stringOf(members: Members, name: string): string {
  const value = members[name] ?? '';
  if (typeof value !== 'string') throw wrong('a string', name);
  return value;
}

/** Reads a bool. */
export function booleanOf(members: Members, name: string): boolean {
  const value = members[name] ?? false;
  if (typeof value !== 'boolean') throw wrong('true or false', name);
  return value;
}

/** Reads an int32. */
export function int32Of(members: Members, name: string): number {
  const value = members[name] ?? 0;
  if (typeof value !== 'number' || (value | 0) !== value) throw wrong('a 32-bit integer', name);
  return value;
}

/** Reads an int64 as the decimal string that it should be. */
export function int64Of(members: Members, name: string): string {
  const value = members[name] ?? '0';
  // Some of Yandex Cloud's documents show numbers. Beyond 2^53 a digit may have got lost in JSON.parse already.
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value !== 'string' || !isInt64(value)) {
    throw wrong('a 64-bit integer in decimal, as a string', name);
  }
  return value;
}

function isInt64(text: string): boolean {
  if (!/^-?\d{1,19}$/.test(text)) return false;
  return text.length < 19 || BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function further(name: string, error: unknown): unknown {
  return error instanceof WrongValueError ? wrong(error.expected, name + error.pointer) : error;
}

function wrong(expected: string, path: string): WrongValueError {
  return new WrongValueError(expected, `/${path}`);
}

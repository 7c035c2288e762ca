/**
 * Readers for the protobuf JSON mapping. They take a member of a message and its name, and fill in what is left out.
 * Where a member is not what it should be, they throw a WrongValueError, which learns the way to it, as a JSON pointer,
 * while it passes the readers of what it is in. Nothing is spent on the way where all is right.
 *
 *     null          is a field that is not set
 *     unknown field is ignored, so that a newer service can add some
 *     int64         is a decimal string; a number is taken too, if it is exact
 *
 * @see https://protobuf.dev/programming-guides/json/
 */

/** The members of an object of which nothing is known. */
export type Members = Readonly<Record<string, unknown>>;

/** A value is not what it should be, which the message says. It does not leave the package. */
export class WrongValueError extends Error {
  /** The JSON pointer to the value. */
  readonly pointer: string;

  constructor(expected: string, pointer: string) {
    super(expected);
    this.pointer = pointer;
  }
}

/** Reads an object. */
export function readMembers(value: unknown): Members {
  if (isObject(value)) return value;
  throw new WrongValueError('an object', '');
}

/** Reads a message; undefined if it is left out. */
export function messageOf<T>(value: unknown, name: string, read: (members: Members) => T): T | undefined {
  if ((value ?? undefined) === undefined) return undefined;
  try {
    return read(readMembers(value));
  } catch (error) {
    throw further(name, error);
  }
}

/** Reads a list of messages. Nothing in it may be null. */
export function messagesOf<T>(value: unknown, name: string, read: (members: Members) => T): T[] {
  const items = listOf(value, name);
  const messages: T[] = [];
  try {
    for (const item of items) messages.push(read(readMembers(item)));
    return messages;
  } catch (error) {
    throw further(`${name}/${messages.length}`, error);
  }
}

/** Reads a list of strings. */
export function stringsOf(value: unknown, name: string): string[] {
  const items = listOf(value, name);
  if (items.every(isString)) return items;
  throw wrong('a string', `${name}/${items.findIndex((item) => !isString(item))}`);
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
  throw wrong('a 64-bit integer in decimal, as a string', name);
}

function listOf(value: unknown, name: string): unknown[] {
  const items = value ?? [];
  if (Array.isArray(items)) return items;
  throw wrong('a list', name);
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
  return error instanceof WrongValueError ? wrong(error.message, name + error.pointer) : error;
}

function wrong(expected: string, path: string): WrongValueError {
  return new WrongValueError(expected, `/${path}`);
}

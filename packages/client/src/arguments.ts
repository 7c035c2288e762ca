import { isResourceId } from '@registry-images/model';

import { InvalidArgumentError } from './errors/invalid-argument-error.ts';

/** A delay beyond this is taken for 1 ms: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
export const maxTimeoutMs: number = 2 ** 31 - 1;

/**
 * Refuses an id that would need escaping in a URL, or that would make it the URL of something else, such as `..`. It
 * takes `unknown`, because an undefined that slipped through JavaScript would otherwise be sent as "undefined".
 */
export function checkResourceId(argument: string, value: unknown): string {
  if (typeof value === 'string' && isResourceId(value)) return value;
  throw wrongArgument(argument, '1 to 50 of A-Z, a-z, 0-9 and "._~-", not only dots', value);
}

/** Refuses what has no members: `null` for one, which a default value does not replace. */
export function checkObject<T>(argument: string, value: T): T & object {
  if (typeof value === 'object' && value !== null) return value;
  throw wrongArgument(argument, 'an object', String(value));
}

/** Refuses what is not a whole number within the limits, which both belong to the range. */
export function checkInteger(argument: string, value: unknown, minimum: number, maximum: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum)
    return value;
  throw wrongArgument(argument, `a whole number from ${minimum} to ${maximum}`, value);
}

/** Refuses what timers cannot keep. */
export function checkTimeoutMs(value: unknown): number {
  return checkInteger('timeoutMs', value, 1, maxTimeoutMs);
}

/**
 * Whether `value` is visible ASCII, at least one character: what can be a token, for one. This is checked here, because
 * `Headers` throws a TypeError for much else, and quotes it.
 */
export function isHeaderValue(value: unknown): value is string {
  return typeof value === 'string' && /^[!-~]+$/.test(value);
}

/** Refuses what is not visible ASCII, or too long. */
export function checkHeaderValue(argument: string, value: unknown, maxLength: number): string {
  if (isHeaderValue(value) && value.length <= maxLength) return value;
  throw wrongArgument(argument, `1 to ${maxLength} visible ASCII characters`, value);
}

/** The error of an argument that is not what it must be. */
export function wrongArgument(argument: string, expected: string, value: unknown): InvalidArgumentError {
  return new InvalidArgumentError(argument, `must be ${expected}; it is ${quote(value)}.`);
}

/** A value for a message: in quotes if it is a string, and cut, because it may be of any length. */
export function quote(value: unknown): string {
  if (typeof value !== 'string') return typeof value === 'number' ? String(value) : `of type ${typeof value}`;
  return JSON.stringify(value.length <= 60 ? value : `${value.slice(0, 60)}…`);
}

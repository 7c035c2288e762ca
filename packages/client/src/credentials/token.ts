import { isHeaderValue } from '../arguments.ts';
import type { Credential, TokenRequest } from '../credential.ts';
import { InvalidArgumentError } from '../errors/invalid-argument-error.ts';

/**
 * Gives a token, at once or in a promise: visible ASCII characters, without the `Bearer ` before it. It is called before
 * each request, and once more where the service refuses the token (401).
 *
 * @see [Credentials](../../README.md#credentials)
 */
export type GetToken = (options: TokenRequest) => string | Promise<string>;

/**
 * Makes the credential of a token that is had already, which is used as it is until it expires, or of a function that
 * gets one.
 *
 * @throws InvalidArgumentError without quoting it, if the token cannot be one.
 * @see [Credentials](../../README.md#credentials)
 */
export function createTokenCredential(token: string | GetToken): Credential {
  if (typeof token === 'function') {
    return { description: 'token function', getToken: async (options) => token(options) };
  }
  if (!isHeaderValue(token)) {
    throw new InvalidArgumentError('token', 'must be visible ASCII characters, or a function.');
  }
  return { description: 'fixed token', getToken: () => Promise.resolve(token), fixedToken: () => token };
}

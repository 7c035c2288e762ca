import { checkExclusive, isHeaderValue } from './arguments.ts';
import type { Credential, TokenRequest } from './credential.ts';
import { InvalidArgumentError } from './errors/invalid-argument-error.ts';

/** Gives a token, as a {@link Credential} does, which it is short for. */
export type GetToken = (options: TokenRequest) => string | Promise<string>;

/** Where the bearer token comes from: fixed, asked for before each request, or nowhere: then there is no Authorization. */
export type TokenOptions =
  | {
      /** A token, used as it is until it expires: visible ASCII characters, without the `Bearer ` before it. */
      readonly token?: string;
      readonly getToken?: never;
      readonly credential?: never;
    }
  | {
      /** Asked for a token before each request. */
      readonly getToken: GetToken;
      readonly token?: never;
      readonly credential?: never;
    }
  | {
      /** Asked for a token before each request, e.g. `defaultCredentials()`. */
      readonly credential: Credential;
      readonly token?: never;
      readonly getToken?: never;
    };

/**
 * The credential that the options ask for, if any.
 *
 * @throws InvalidArgumentError without quoting it, if `token` cannot be one, or if there are several of them.
 */
export function credentialOf({ token, getToken, credential }: TokenOptions): Credential | undefined {
  checkExclusive('options', { token, getToken, credential });
  if (getToken) return { description: 'getToken', getToken: async (options) => getToken(options) };
  if (token === undefined) return credential;
  if (!isHeaderValue(token)) {
    throw new InvalidArgumentError('token', 'must be visible ASCII characters.');
  }
  return { description: 'a fixed token', getToken: () => Promise.resolve(token) };
}

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
 * What the options ask for: a credential; a fixed token, of which nobody is to be asked; or neither.
 *
 * @throws InvalidArgumentError without quoting it, if `token` cannot be one, or if there are several of them.
 */
export function credentialOf({ token, getToken, credential }: TokenOptions): Credential | string | undefined {
  checkExclusive('options', { token, getToken, credential });
  if (getToken) return { description: 'getToken', getToken: async (options) => getToken(options) };
  // JavaScript may give a token for a credential.
  if (token === undefined && typeof credential !== 'string') return credential;
  if (!isHeaderValue(token)) {
    throw new InvalidArgumentError('token', 'must be visible ASCII characters.');
  }
  return token;
}

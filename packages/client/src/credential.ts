import { isHeaderValue } from './arguments.ts';
import { InvalidArgumentError } from './errors/invalid-argument-error.ts';

/**
 * What a credential is asked.
 *
 * @see [Credentials](../README.md#credentials)
 */
export interface TokenRequest {
  /** Aborted when nobody waits for the token any more. */
  readonly signal: AbortSignal;
  /** A token that the service has just refused: it must not be given again if a newer one can be had. */
  readonly rejected?: string;
}

/**
 * Gives bearer tokens. It is asked before each request, so it should keep a token for as long as that is good.
 *
 * Everything that it throws reaches the caller as a {@link CredentialError}, or as the cause of one.
 *
 * @see [Credentials](../README.md#credentials)
 */
export interface Credential {
  /** Which credential this is, for logs and messages, e.g. `service account key ajeabc`. Holds no secret. */
  readonly description: string;
  /** Gives a token: visible ASCII characters without spaces, without the `Bearer ` before it. */
  getToken(options: TokenRequest): Promise<string>;
  /**
   * Gives the token where there is one and never another. A client takes it once, when it is made, and does not call
   * `getToken` then. A method, so that nobody prints the token along with the credential.
   */
  fixedToken?(): string;
}

/**
 * The token of a credential that never has another, or the credential, which is to be asked. Nobody waits for a fixed
 * token: to ask for it before each request would be a good part of what the client adds to a call.
 *
 * @throws InvalidArgumentError without quoting anything, if it is no credential, or if the token cannot be one.
 */
export function tokenOrCredential(credential: Credential | undefined): Credential | string | undefined {
  if (credential === undefined) return undefined;
  // JavaScript may give the token itself.
  if (typeof credential?.getToken === 'function') {
    const token: unknown = credential.fixedToken?.();
    if (token === undefined) return credential;
    if (isHeaderValue(token)) return token;
  }
  throw new InvalidArgumentError('credential', 'must be an object, and must give visible ASCII characters.');
}

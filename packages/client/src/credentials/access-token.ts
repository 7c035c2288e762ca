import { CredentialError } from '../errors/credential-error.ts';
import type { CredentialSettings } from './credential-options.ts';
import type { FetchedToken } from './token-cache.ts';
import { checkToken } from './token-endpoint.ts';

/**
 * Reads the answer of an OAuth 2 endpoint: a token and the seconds of its life.
 *
 * @throws CredentialError if it has not got both.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 */
export function readAccessToken(
  { description, clock }: Pick<CredentialSettings, 'description' | 'clock'>,
  answer: Readonly<Record<string, unknown>>,
): FetchedToken {
  const token = checkToken(description, 'access_token', answer['access_token']);
  const seconds = Number(answer['expires_in']);
  if (seconds > 0) return { token, expiresAtMs: clock.now() + seconds * 1000 };
  throw new CredentialError(`${description}: expires_in in the answer is not a number of seconds.`);
}

import { CredentialError } from './errors/credential-error.ts';
import { InvalidArgumentError } from './errors/invalid-argument-error.ts';

/** Gives the token for one call. It is asked before each, so it should keep a token for as long as that is good. */
export type GetToken = (options: { readonly signal: AbortSignal }) => string | Promise<string>;

/** Where the bearer token comes from: fixed, asked for before each call, or nowhere: then there is no Authorization. */
export type TokenOptions =
  | { readonly token?: string; readonly getToken?: never }
  | { readonly getToken: GetToken; readonly token?: never };

/** Gives a token that is fit for a header, or none. */
export type TokenSource = (signal: AbortSignal) => Promise<string | undefined>;

/**
 * Makes the source of tokens that the options ask for. No error of it quotes a token.
 *
 * @throws InvalidArgumentError if both are given, or `token` cannot be one. What it returns throws CredentialError.
 */
export function createTokenSource({ token, getToken }: TokenOptions): TokenSource {
  if (token !== undefined && getToken !== undefined) {
    throw new InvalidArgumentError('token', 'and getToken exclude each other.');
  }
  if (getToken !== undefined) return (signal) => askForToken(getToken, signal);
  if (token !== undefined && !isToken(token)) {
    throw new InvalidArgumentError('token', 'must be visible ASCII characters without spaces, at least one.');
  }
  return () => Promise.resolve(token);
}

async function askForToken(getToken: GetToken, signal: AbortSignal): Promise<string> {
  let token: unknown;
  try {
    token = await getToken({ signal });
  } catch (cause) {
    throw new CredentialError('getToken failed, so nothing was sent. The cause says why.', { cause });
  }
  if (isToken(token)) return token;
  throw new CredentialError(
    'getToken gave something else than visible ASCII characters without spaces, so nothing was sent.',
  );
}

/**
 * Whether `value` may follow `Bearer `. The characters are checked here, because `Headers` quotes a value that it
 * refuses in its error.
 */
function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);
}

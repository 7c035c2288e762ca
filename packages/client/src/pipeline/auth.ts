import { isHeaderValue } from '../arguments.ts';
import type { Credential } from '../credential.ts';
import { CredentialError } from '../errors/credential-error.ts';
import { isImagesError } from '../errors/images-error.ts';
import { factsOf, type Answer, type AnswerStep, type Exchange } from './exchange.ts';
import type { Transmit } from './transmit.ts';

/**
 * Makes the step that adds the bearer token, where the request goes below one of `baseUrls`, and nowhere else. A
 * credential is asked for it; where the service does not take what it gave (401), it is asked for another one, once.
 *
 * It throws CredentialError if there is no token.
 */
export function createAuth(
  credential: Credential | string | undefined,
  baseUrls: readonly string[],
  transmit: Transmit,
): AnswerStep {
  const withCredential = async (
    asked: Credential,
    exchange: Exchange,
    signal: AbortSignal,
  ): Promise<Answer> => {
    const token = await askForToken(asked, exchange, { signal });
    const answer = await transmit(exchange, token, signal);
    if (answer.response.status !== 401) return answer;
    const newer = await askForToken(asked, exchange, { signal, rejected: token });
    return newer === token ? answer : transmit(exchange, newer, signal);
  };

  const prefixes = baseUrls.map((baseUrl) => `${baseUrl}/`);
  return (exchange, signal) => {
    const isBelow = prefixes.some((prefix) => exchange.url.startsWith(prefix));
    const source = isBelow ? credential : undefined;
    return source && typeof source !== 'string'
      ? withCredential(source, exchange, signal)
      : transmit(exchange, source, signal);
  };
}

async function askForToken(
  credential: Credential,
  exchange: Exchange,
  options: { readonly signal: AbortSignal; readonly rejected?: string },
): Promise<string> {
  let token: unknown;
  try {
    token = await credential.getToken(options);
  } catch (cause) {
    // A new error, because the credential knows nothing of this call, and several calls may have waited for it.
    throw new CredentialError(
      cause instanceof CredentialError
        ? cause.message
        : `There is no token: ${credential.description} failed; see the cause.`,
      { ...factsOf(exchange), cause, retryable: isImagesError(cause) && cause.retryable },
    );
  } finally {
    // It may end after its attempt has. The call may be in another one by then, of which nothing must be written.
    options.signal.throwIfAborted();
  }
  if (isHeaderValue(token)) return token;
  throw new CredentialError(
    `There is no token: ${credential.description} must give visible ASCII characters.`,
    factsOf(exchange),
  );
}

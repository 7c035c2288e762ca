import { isHeaderValue } from '../arguments.ts';
import type { Credential } from '../credential.ts';
import { CredentialError } from '../errors/credential-error.ts';
import { isImagesError } from '../errors/images-error.ts';
import type { AnswerStep, Exchange } from './exchange.ts';
import type { Transmit } from './transmit.ts';

/**
 * Makes the step that adds the bearer token, where the request goes below one of `baseUrls`, and nowhere else. Where the
 * service does not take the token (401), the credential is asked for another one, once.
 *
 * It throws CredentialError if there is no token.
 */
export function createAuth(
  credential: Credential | undefined,
  baseUrls: readonly string[],
  transmit: Transmit,
): AnswerStep {
  return async (exchange, signal) => {
    if (!credential || !baseUrls.some((baseUrl) => exchange.url.startsWith(`${baseUrl}/`)))
      return transmit(exchange, undefined, signal);
    const token = await askForToken(credential, exchange, { signal });
    let answer = await transmit(exchange, token, signal);
    if (answer.response.status === 401) {
      const newer = await askForToken(credential, exchange, { signal, rejected: token });
      if (newer !== token) answer = await transmit(exchange, newer, signal);
    }
    return answer;
  };
}

async function askForToken(
  credential: Credential,
  { progress: { attempts } }: Exchange,
  options: { readonly signal: AbortSignal; readonly rejected?: string },
): Promise<string> {
  let token: unknown;
  try {
    token = await credential.getToken(options);
  } catch (cause) {
    options.signal.throwIfAborted();
    // A new error, because the credential knows nothing of this call, and several calls may have waited for it.
    throw new CredentialError(
      cause instanceof CredentialError
        ? cause.message
        : `There is no token: ${credential.description} failed; see the cause.`,
      { cause, attempts, retryable: isImagesError(cause) && cause.retryable },
    );
  }
  if (isHeaderValue(token)) return token;
  throw new CredentialError(
    `There is no token: ${credential.description} gave something else than visible ASCII characters.`,
    { attempts },
  );
}

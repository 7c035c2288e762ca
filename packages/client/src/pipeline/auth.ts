import type { Credential } from '../credential.ts';
import { CredentialError } from '../errors/credential-error.ts';
import { isImagesError } from '../errors/images-error.ts';
import { isToken } from '../token.ts';
import type { Answer, AnswerStep, Exchange } from './exchange.ts';
import type { Transmit } from './transmit.ts';

/**
 * Makes the step that adds the bearer token, where `origins` has the origin of the request, and nowhere else. Where the
 * service does not take the token (401), the credential is asked for another one, once.
 *
 * It throws CredentialError if there is no token.
 */
export function createAuth(
  credential: Credential | undefined,
  origins: ReadonlySet<string>,
  transmit: Transmit,
): AnswerStep {
  if (!credential) return (exchange, signal) => transmit(exchange, undefined, signal);
  return async (exchange, signal) => {
    if (!origins.has(new URL(exchange.url).origin)) return transmit(exchange, undefined, signal);
    const token = await askForToken(credential, exchange, { signal });
    const answer = await transmit(exchange, token, signal);
    if (answer.httpStatus !== 401) return withoutToken(answer, token);
    const newer = await askForToken(credential, exchange, { signal, rejected: token });
    if (newer === token) return withoutToken(answer, token);
    return withoutToken(await transmit(exchange, newer, signal), newer);
  };
}

async function askForToken(
  credential: Credential,
  { facts }: Exchange,
  options: { readonly signal: AbortSignal; readonly rejected?: string },
): Promise<string> {
  let token: unknown;
  try {
    token = await credential.getToken(options);
  } catch (cause) {
    options.signal.throwIfAborted();
    if (cause instanceof CredentialError) throw cause;
    throw new CredentialError(`There is no token: ${credential.description} failed. The cause says why.`, {
      cause,
      attempts: facts.attempts,
      retryable: isImagesError(cause) && cause.retryable,
    });
  }
  if (isToken(token)) return token;
  throw new CredentialError(
    `There is no token: ${credential.description} gave something else than visible ASCII characters without spaces.`,
    { attempts: facts.attempts },
  );
}

/** Some proxies answer with the request that they refuse; what an error says ends up in logs. */
function withoutToken(answer: Answer, token: string): Answer {
  return answer.httpStatus < 300 ? answer : { ...answer, text: answer.text.replaceAll(token, '…') };
}

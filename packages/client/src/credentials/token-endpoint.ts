import { isHeaderValue } from '../arguments.ts';
import { CredentialError } from '../errors/credential-error.ts';
import { reasonOf } from '../fetch-failure.ts';
import { readText } from '../pipeline/body.ts';
import { withoutQuery } from '../pipeline/exchange.ts';
import type { CredentialSettings } from './credential-options.ts';

/** A request for a token. */
export interface TokenEndpointRequest {
  /** `http` or `https`, without user. */
  readonly url: string;
  readonly method?: 'POST';
  /** Of visible ASCII characters. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams;
  readonly signal: AbortSignal;
  /** What to do where the endpoint refuses. */
  readonly hint: string;
}

/** A token takes about a KiB. */
const maxBodyBytes = 64 * 1024;

/**
 * Asks an endpoint that gives tokens, and gives the JSON object that it answers.
 *
 * @throws CredentialError for any answer but that. It holds nothing of a request, and of an answer only what cannot be a
 *   token. It is `retryable` where there was no whole answer, and for 429 and 5xx.
 */
export async function askTokenEndpoint(
  { description, fetch }: Pick<CredentialSettings, 'description' | 'fetch'>,
  { url, hint, ...init }: TokenEndpointRequest,
): Promise<Readonly<Record<string, unknown>>> {
  const what = `${description}: ${init.method ?? 'GET'} ${withoutQuery(url)}`;
  // A redirect is not followed: nobody but this endpoint may see what is exchanged for a token. 'manual' and not 'error',
  // which Cloudflare Workers do not know. It is made here because what it throws would quote what it is made of; all of
  // that has been checked.
  const request = new Request(url, { ...init, redirect: 'manual' });
  let status: number;
  let text: string | undefined;
  try {
    const response = await fetch(request);
    text = await readText(response, maxBodyBytes);
    status = response.status;
  } catch (cause) {
    throw new CredentialError(`${what}: no whole answer (${reasonOf(cause)}).`, { cause, retryable: true });
  }
  const body = objectIn(text);
  if (body && status >= 200 && status <= 299) return body;
  const retryable = status === 429 || status >= 500;
  const advice = retryable ? '' : ` ${hint}`;
  throw new CredentialError(`${what}: HTTP ${status}${saidIn(body)}.${advice}`, { retryable });
}

/**
 * Checks that `value` can be a token.
 *
 * @throws CredentialError without the value.
 */
export function checkToken(description: string, field: string, value: unknown): string {
  if (isHeaderValue(value)) return value;
  throw new CredentialError(`${description}: the answer has no token in ${field}.`);
}

function objectIn(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    // Not JSON.
    return undefined;
  }
}

/**
 * What an answer says about itself: by google.rpc.Status, or by OAuth 2 (https://www.rfc-editor.org/rfc/rfc6749#section-5.2).
 * Any run of characters that could be a token is left out, because some servers repeat what they refuse.
 */
function saidIn(body: Readonly<Record<string, unknown>> | undefined): string {
  if (!body) return ', with something else than a JSON object';
  const said = body['message'] ?? body['error_description'] ?? body['error'];
  if (typeof said !== 'string' || said === '') return '';
  return `: ${said.replaceAll(/[\w+/=.~-]{40,}/g, '…').slice(0, 200)}`;
}

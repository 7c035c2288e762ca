import type { Abortable } from '../abortable.ts';
import type { Authorization } from './authorization.ts';
import type { Answer, Exchange, Outgoing } from './exchange.ts';
import { maxRedirects, redirectTarget } from './redirect.ts';
import { isNotFound, isPage, refusalOf, unexpected } from './refusal.ts';
import { withRetries, type RetrySettings } from './retry.ts';

/** What is asked of a registry. */
export interface RegistryRequest extends Abortable {
  readonly method?: 'GET' | 'DELETE';
  /** Path and query, from the first slash on. */
  readonly path: string;
  /** What a token must allow, e.g. `repository:team/app:pull`; nothing by default. */
  readonly scope?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The statuses that the caller can do something with. */
  readonly expect: readonly number[];
  /** The longest body of an answer of success; 64 KiB by default. */
  readonly maxBytes?: number;
  /** Whether another origin may answer, because what it answers is verified. Not by default. */
  readonly anyOrigin?: boolean;
  /** Whether a 404 counts without a reason in the words of a registry, because nothing is given up for it. Not by default. */
  readonly bareNotFound?: boolean;
}

/**
 * Asks a registry: with its credentials, following redirects, and, where nothing but reading is asked, several times.
 *
 * @throws OciError for every status that is not expected, as `refusalOf` tells; as {@link Exchange} and
 *   {@link Authorization}; `UNEXPECTED_ANSWER` for a redirect that must not be followed.
 */
export type Send = (request: RegistryRequest) => Promise<Answer>;

/** What it takes to ask. */
export interface SendSettings {
  readonly origin: string;
  readonly exchange: Exchange;
  readonly authorization: Authorization;
  readonly retry: RetrySettings;
}

/** Puts together what it takes to ask one registry. */
export function createSend(settings: SendSettings): Send {
  return (request) =>
    request.method === 'DELETE'
      ? sendOnce(settings, request)
      : withRetries(settings.retry, request.signal, () => sendOnce(settings, request));
}

async function sendOnce(settings: SendSettings, request: RegistryRequest): Promise<Answer> {
  const { method = 'GET', headers = {}, maxBytes = 64 * 1024, anyOrigin = false, signal } = request;
  const { origin, exchange } = settings;
  // Not `new URL(path, origin)`: a path that begins with two slashes would be another host.
  let url = new URL(origin + request.path);
  for (let redirects = 0; ; redirects += 1) {
    const outgoing = { method, url, headers, maxBytes, signal };
    const answer =
      url.origin === origin ? await authorized(settings, outgoing, request) : await exchange(outgoing);
    const target = redirectTarget(answer, { origin, anyOrigin });
    if (!target) return expected(answer, request);
    if (redirects === maxRedirects)
      throw unexpected(answer, `it is redirected more than ${maxRedirects} times`);
    url = target;
  }
}

/** Sends with what is known of the credentials that are wanted, and once more with what the registry says. */
async function authorized(
  { authorization, exchange }: SendSettings,
  outgoing: Outgoing,
  { scope, signal }: RegistryRequest,
): Promise<Answer> {
  const known = await authorization.header(scope, signal);
  const answer = await exchange(withAuthorization(outgoing, known));
  if (answer.status !== 401) return answer;
  const renewed = await authorization.renew(answer, known, { scope, signal });
  return renewed === undefined ? answer : exchange(withAuthorization(outgoing, renewed));
}

function withAuthorization(outgoing: Outgoing, authorization: string | undefined): Outgoing {
  if (authorization === undefined) return outgoing;
  return { ...outgoing, headers: { ...outgoing.headers, authorization } };
}

/** A 404 may come from a proxy that does not know the registry, in any format: it must not count as "gone". */
function expected(answer: Answer, { expect, bareNotFound = false }: RegistryRequest): Answer {
  if (!expect.includes(answer.status)) throw refusalOf(answer);
  const isBelieved = bareNotFound ? !isPage(answer) : isNotFound(answer);
  if (answer.status === 404 && !isBelieved) throw refusalOf(answer);
  return answer;
}

import { ConnectionError } from '../errors/connection-error.ts';
import { reasonOf } from '../fetch-failure.ts';
import { readText } from './body.ts';
import { factsOf, nameOf, type Answer, type Exchange } from './exchange.ts';

/** Sends a request. It is not given a Request, because making one takes as long as all the rest of a call. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Sends a request once, with a token or without. */
export type Transmit = (
  exchange: Exchange,
  token: string | undefined,
  signal: AbortSignal,
) => Promise<Answer>;

/** The largest page, 1000 images, takes a few MiB. */
const maxBodyBytes = 32 * 1024 * 1024;
/** A Status takes less than a KiB; of a proxy's error page nothing is used. */
const maxErrorBodyBytes = 64 * 1024;

/**
 * Makes the last step: one request, and the whole body of its answer.
 *
 * It throws ConnectionError where there is no whole answer, or one that leads elsewhere.
 */
export function createTransmit(settings: { readonly fetch: Fetch; readonly userAgent: string }): Transmit {
  return async (exchange, token, signal) => {
    const { progress, url } = exchange;
    progress.attempts += 1;
    progress.response = undefined;
    progress.token = token;
    let response: Response;
    let text: string | undefined;
    try {
      response = await settings.fetch(url, {
        method: exchange.httpMethod,
        headers: {
          accept: 'application/json',
          'user-agent': settings.userAgent,
          ...exchange.headers,
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        // A redirect could take a deletion, or the token, to where nobody meant it to go.
        redirect: 'manual',
        signal,
      });
      progress.response = response;
      text = await readText(response, response.ok ? maxBodyBytes : maxErrorBodyBytes);
    } catch (cause) {
      throw new ConnectionError(
        `${nameOf(exchange)}: no whole answer (${reasonOf(cause)}). Check that the service runs. Check the base URL.`,
        { ...factsOf(exchange), cause, retryable: true },
      );
    }
    // Browsers do not show the status of a redirect that is not followed.
    if (response.type === 'opaqueredirect' || [301, 302, 303, 307, 308].includes(response.status)) {
      throw new ConnectionError(
        `${nameOf(exchange)}: redirects are not followed. Check the base URL.`,
        factsOf(exchange),
      );
    }
    return { response, text };
  };
}

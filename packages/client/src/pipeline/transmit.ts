import { ConnectionError } from '../errors/connection-error.ts';
import { reasonOf } from '../fetch-failure.ts';
import { readText } from './body.ts';
import { factsOf, nameOf, type Answer, type Exchange } from './exchange.ts';

/** How requests are sent. */
export interface TransmitSettings {
  /** Sends a request. Default: `globalThis.fetch`. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  readonly userAgent: string;
}

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
 * It throws ConnectionError where there is no whole answer.
 */
export function createTransmit({ fetch, userAgent }: TransmitSettings): Transmit {
  return async (exchange, token, signal) => {
    const { progress, url } = exchange;
    progress.attempts += 1;
    progress.response = undefined;
    progress.token = token;
    const init: RequestInit = {
      method: exchange.httpMethod,
      headers: {
        'user-agent': userAgent,
        ...exchange.headers,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      // A redirect could take a deletion, or the token, to where nobody meant it to go.
      redirect: 'manual',
      signal,
    };
    try {
      // The global one is looked up at each call, because tracing tools replace it after this. It is given no Request: to
      // make one takes as long as all the rest of a call.
      const response = await (fetch ? fetch(new Request(url, init)) : globalThis.fetch(url, init));
      // What was given may not listen to its signal. The call may be in another attempt by then, of which this must not write.
      if (fetch) signal.throwIfAborted();
      progress.response = response;
      return { response, text: await readText(response, response.ok ? maxBodyBytes : maxErrorBodyBytes) };
    } catch (cause) {
      signal.throwIfAborted();
      throw new ConnectionError(
        `${nameOf(exchange)}: no whole answer (${reasonOf(cause)}). Check that the service runs. Check the base URL.`,
        { ...factsOf(exchange), cause, retryable: true },
      );
    }
  };
}

import { ConnectionError } from '../errors/connection-error.ts';
import { DecodeError } from '../errors/decode-error.ts';
import { reasonOf } from '../fetch-failure.ts';
import { readText } from './body.ts';
import { nameOf, type Answer, type Exchange } from './exchange.ts';

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

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Makes the last step: one request, and the whole body of its answer.
 *
 * It throws ConnectionError where there is no whole answer, and DecodeError for success of more than 32 MiB.
 */
export function createTransmit(settings: {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly userAgent: string;
}): Transmit {
  return async (exchange, token, signal) => {
    const { facts, headers } = exchange;
    const request = new Request(exchange.url, {
      method: exchange.httpMethod,
      headers: {
        accept: 'application/json',
        'user-agent': settings.userAgent,
        ...headers,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      // A redirect could take a deletion, or the token, to where nobody meant it to go.
      redirect: 'manual',
      signal,
    });
    Object.assign(facts, {
      attempts: facts.attempts + 1,
      httpStatus: undefined,
      requestId: undefined,
      serverTraceId: undefined,
    });
    const { response, text } = await receive(settings.fetch, request, exchange, signal);
    if (response.type === 'opaqueredirect' || redirects.has(response.status)) {
      throw new ConnectionError(
        `${nameOf(exchange)}: the answer is a redirect, which is not followed. Check the base URL.`,
        facts,
      );
    }
    if (text === undefined && response.ok) {
      throw new DecodeError(
        `${nameOf(exchange)}: the answer has more than ${maxBodyBytes} bytes.`,
        '',
        facts,
      );
    }
    return { httpStatus: response.status, headers: response.headers, text: text ?? '' };
  };
}

async function receive(
  fetch: (request: Request) => Promise<Response>,
  request: Request,
  exchange: Exchange,
  signal: AbortSignal,
): Promise<{ response: Response; text: string | undefined }> {
  try {
    const response = await fetch(request);
    note(exchange, response);
    return { response, text: await readText(response, response.ok ? maxBodyBytes : maxErrorBodyBytes) };
  } catch (cause) {
    signal.throwIfAborted();
    throw new ConnectionError(
      `${nameOf(exchange)}: no whole answer (${reasonOf(cause)}). Check that the service runs and that the base URL is right.`,
      { ...exchange.facts, cause, retryable: true },
    );
  }
}

function note({ facts }: Exchange, { status, headers }: Response): void {
  facts.httpStatus = status;
  facts.requestId = headers.get('x-request-id') ?? undefined;
  facts.serverTraceId = headers.get('x-server-trace-id') ?? undefined;
}

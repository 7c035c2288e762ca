import { readText } from './body.ts';
import type { CallOptions } from './call-options.ts';
import type { Clock } from './clock.ts';
import { withDeadline } from './deadline.ts';
import { ConnectionError } from './errors/connection-error.ts';
import { DecodeError } from './errors/decode-error.ts';
import { TimeoutError } from './errors/timeout-error.ts';
import { toApiError } from './refusal.ts';
import type { TokenSource } from './token.ts';

/** What every exchange of a client has in common. */
export interface ExchangeSettings {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly token: TokenSource;
  /** The origins that may see the token. */
  readonly origins: ReadonlySet<string>;
  readonly userAgent: string;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** Sends one request and gives the answer of success, with its whole body in memory. */
export type Exchange = (request: Request, options: CallOptions) => Promise<Response>;

/** The largest page, 1000 images, takes a few MiB. */
const maxBodyBytes = 32 * 1024 * 1024;
/** A Status takes less than a KiB; of a proxy's error page nothing is used. */
const maxErrorBodyBytes = 64 * 1024;

/**
 * Makes the one way in which a client talks to a service: token, headers, deadline, and the whole body.
 *
 * An exchange throws CredentialError, ConnectionError, TimeoutError, ApiError for any status but 2xx, DecodeError for a
 * body of more than 32 MiB, or the caller's abort reason.
 */
export function createExchange(settings: ExchangeSettings): Exchange {
  return (request, { signal, timeoutMs = settings.timeoutMs }) =>
    withDeadline(
      settings.clock,
      { timeoutMs, ...(signal && { signal }) },
      () => new TimeoutError(`${describe(request)} took longer than ${timeoutMs} ms.`, timeoutMs),
      async (deadline) => {
        const headers = new Headers({ accept: 'application/json', 'user-agent': settings.userAgent });
        if (settings.origins.has(new URL(request.url).origin)) {
          const token = await settings.token(deadline);
          if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
        }
        // A redirect could take a deletion, or the token, to where nobody meant it to go.
        const outgoing = new Request(request, { headers, redirect: 'error', signal: deadline });
        const { response, text } = await receive(settings.fetch, outgoing);
        if (!response.ok) throw toApiError(describe(request), response, text ?? '');
        if (text === undefined) {
          throw new DecodeError(`${describe(request)}: the answer has more than ${maxBodyBytes} bytes.`, '');
        }
        return new Response(text === '' ? null : text, { status: response.status });
      },
    );
}

async function receive(
  fetch: ExchangeSettings['fetch'],
  request: Request,
): Promise<{ response: Response; text: string | undefined }> {
  try {
    const response = await fetch(request);
    return { response, text: await readText(response, response.ok ? maxBodyBytes : maxErrorBodyBytes) };
  } catch (cause) {
    throw new ConnectionError(
      `${describe(request)}: no whole answer (${reasonOf(cause)}). Check that the service runs and that the base URL is right.`,
      { cause },
    );
  }
}

/** A request for messages. The query is left out: it may be long. */
function describe({ method, url }: Request): string {
  const { origin, pathname } = new URL(url);
  return `${method} ${origin}${pathname}`;
}

/** Node.js says "fetch failed" and keeps the reason in the cause, which may have a code and no message. */
function reasonOf(error: unknown): string {
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(reason instanceof Error)) return 'fetch threw something that is not an error';
  return reason.message || ('code' in reason ? String(reason.code) : reason.name);
}

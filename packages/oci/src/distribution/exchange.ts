import type { Clock } from '../clock.ts';
import { OciError } from '../error.ts';
import { readBody } from './body.ts';
import { withDeadline } from './deadline.ts';

/** What came back for one request, its whole body in memory. */
export interface Answer {
  readonly method: string;
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  /** Milliseconds since the Unix epoch. */
  readonly receivedAt: number;
  /** Cut to a few KiB where the answer is not one of success. */
  readonly body: Uint8Array;
}

/** One request as it goes out. */
export interface Outgoing {
  readonly method: 'GET' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The longest body of an answer of success. */
  readonly maxBytes: number;
  readonly signal: AbortSignal | undefined;
}

/** Sends one request once and follows nothing. */
export type Exchange = (outgoing: Outgoing) => Promise<Answer>;

/** What every exchange has in common. */
export interface ExchangeSettings {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly userAgent: string;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** Of a refusal only the codes are used. */
const maxRefusalBytes = 64 * 1024;

/**
 * Makes the one way in which requests leave: never with HEAD, for which Node.js opens a connection each time.
 *
 * An exchange throws OciError `UNREACHABLE`, `TIMEOUT`, `TOO_LARGE`, or the caller's abort reason. Every status is an
 * answer.
 */
export function createExchange({ fetch, userAgent, timeoutMs, clock }: ExchangeSettings): Exchange {
  return ({ method, url, headers, maxBytes, signal }) => {
    const what = `${method} ${withoutSecrets(url)}`;
    const facts = { url: withoutSecrets(url) };
    const timeoutError = () =>
      new OciError('TIMEOUT', `${what}: no whole answer within ${timeoutMs} ms.`, facts);
    return withDeadline({ clock, timeoutMs, signal, timeoutError }, async (deadline) => {
      const request = new Request(url, {
        method,
        // Digests are of the bytes as they are stored, and what is between here and there must not compress them.
        headers: { ...headers, 'user-agent': userAgent, 'accept-encoding': 'identity' },
        redirect: 'manual',
        signal: deadline,
      });
      const { response, body } = await receive(fetch, request, maxBytes).catch((cause: unknown) => {
        throw new OciError('UNREACHABLE', `${what}: no whole answer (${reasonOf(cause)}).`, {
          ...facts,
          cause,
        });
      });
      if (body.cut && response.ok) {
        const message = `${what}: the answer has more than ${maxBytes} bytes, which is the most that is read.`;
        throw new OciError('TOO_LARGE', message, facts);
      }
      const { status, headers: received } = response;
      return { method, url, status, headers: received, receivedAt: clock.now(), body: body.bytes };
    });
  };
}

/** A URL for messages: a query may hold a signature, and realms name users in theirs. */
export function withoutSecrets({ origin, pathname }: URL): string {
  return origin + pathname;
}

async function receive(fetch: ExchangeSettings['fetch'], request: Request, maxBytes: number) {
  const response = await fetch(request);
  return { response, body: await readBody(response, response.ok ? maxBytes : maxRefusalBytes) };
}

/** Node.js says "fetch failed" and keeps the reason in the cause, which may have a code and no message. */
function reasonOf(error: unknown): string {
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(reason instanceof Error)) return 'fetch threw something that is not an error';
  return reason.message || ('code' in reason ? String(reason.code) : reason.name);
}

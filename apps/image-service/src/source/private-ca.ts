import { rootCertificates } from 'node:tls';

import type * as Undici from 'undici';

/** Statuses whose answers have no body, which `Response` insists on. */
const withoutBody: ReadonlySet<number> = new Set([101, 204, 205, 304]);

/**
 * Makes a `fetch` that trusts one more certificate authority, for one registry alone: the global one knows only those of
 * Node.js and of `NODE_EXTRA_CA_CERTS`.
 *
 * @param ca certificates in PEM
 */
export function createFetchTrusting(ca: string): (request: Request) => Promise<Response> {
  let loading: Promise<TrustingClient> | undefined;
  return async ({ url, method, headers, redirect, signal }) => {
    const { fetch, dispatcher } = await (loading ??= load(ca));
    // undici knows its own requests and answers only, not those of Node.js.
    const answer = await fetch(url, {
      method,
      headers: [...headers],
      redirect,
      signal,
      dispatcher,
    });
    const { status } = answer;
    const body = withoutBody.has(status) ? null : answer.body;
    return new Response(body, { status, headers: [...answer.headers] });
  };
}

/** Loaded only where it is needed, because undici takes the place of what the global `fetch` sends with, when it loads. */
async function load(ca: string): Promise<TrustingClient> {
  const { Agent, fetch } = await import('undici');
  return { fetch, dispatcher: new Agent({ connect: { ca: [...rootCertificates, ca] } }) };
}

interface TrustingClient {
  readonly fetch: typeof Undici.fetch;
  readonly dispatcher: Undici.Agent;
}

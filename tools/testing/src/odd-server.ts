import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';

import { onTestFinished } from 'vitest';

import { listenOnLoopback } from './loopback.ts';

/** What an odd server answers: an object as JSON, everything else as it is. */
export type Reply =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array | object;
    }
  | ((response: ServerResponse) => void);

/** Replies by request, e.g. `GET /v2/`. Of a list each is given once, in order. */
export type Script = Readonly<Record<string, Reply | Reply[]>>;

/** A request that came in. */
export interface ReceivedRequest {
  /** E.g. `GET /v2/`. */
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
}

/** A server on the loopback that answers by a script. */
export interface OddServer {
  readonly origin: string;
  readonly requests: readonly ReceivedRequest[];
}

/**
 * Starts a server that answers by a script and ends with the test, which fails for every request that the script does
 * not know. The script may depend on where the server is.
 */
export async function startOddServer(script: Script | ((origin: string) => Script)): Promise<OddServer> {
  const requests: ReceivedRequest[] = [];
  const unknown: string[] = [];
  const given = new Map<string, number>();
  let replies: Script = {};
  const server = createServer((request, response) => {
    const line = `${request.method} ${request.url}`;
    requests.push({ line, headers: request.headers });
    const count = given.get(line) ?? 0;
    given.set(line, count + 1);
    const reply = replies[line];
    const next = Array.isArray(reply) ? reply[count] : reply;
    if (next === undefined) unknown.push(line);
    give(next ?? { status: 418 }, response);
  });
  const origin = `http://${await listenOnLoopback(server)}`;
  onTestFinished(() => {
    if (unknown.length > 0) throw new Error(`The script has no reply for ${unknown.join(', ')}.`);
  });
  replies = typeof script === 'function' ? script(origin) : script;
  return { origin, requests };
}

function give(reply: Reply, response: ServerResponse): void {
  if (typeof reply === 'function') {
    reply(response);
    return;
  }
  const { status = 200, headers = {}, body = '' } = reply;
  const isDocument = typeof body === 'object' && !(body instanceof Uint8Array);
  response.writeHead(status, { ...(isDocument && { 'content-type': 'application/json' }), ...headers });
  response.end(isDocument ? JSON.stringify(body) : body);
}

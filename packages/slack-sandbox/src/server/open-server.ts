import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

import { sendJson } from './send-json.ts';

/** What is behind the port. */
export interface ServerRoutes {
  /** Answers `/api/<method>`. */
  readonly api: (
    method: string,
    request: IncomingMessage,
    response: ServerResponse,
    query: URLSearchParams,
  ) => Promise<void>;
  /** Answers `/response/<segment>`. */
  readonly responseUrl: (
    segment: string,
    request: IncomingMessage,
    response: ServerResponse,
  ) => Promise<void>;
  /** Takes over a connection that asks for a WebSocket at `/socket`. */
  readonly upgrade: (ticket: string, request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/** A port that is listened on. */
export interface OpenServer {
  /** Host and port, as in `127.0.0.1:3000`. */
  readonly authority: string;
  /** Cuts every connection and frees the port. */
  close(): Promise<void>;
}

/** Where a request goes. Cut apart, not parsed: targets such as `//` make `new URL` throw. */
function targetOf({ url = '' }: IncomingMessage): { path: string; query: URLSearchParams } {
  const [path = ''] = url.split('?', 1);
  return { path, query: new URLSearchParams(url.slice(path.length)) };
}

async function route(
  routes: ServerRoutes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { path, query } = targetOf(request);
  const [, kind, name = '', ...more] = path.split('/');
  if (more.length === 0 && kind === 'api') await routes.api(name, request, response, query);
  else if (more.length === 0 && kind === 'response') await routes.responseUrl(name, request, response);
  else sendJson(response, 404, { ok: false, error: 'not_found' });
}

/** Listens on a port; 0 takes any free one. Rejects where it is taken. `routes` is asked for with the port known. */
export async function openServer(
  { host, port }: { readonly host: string; readonly port: number },
  routes: ServerRoutes,
): Promise<OpenServer> {
  const server = createServer((request, response) => {
    route(routes, request, response).catch((error: unknown) => {
      // A caller that went away has nobody to tell; anything else is a bug of the sandbox and must be seen.
      if (request.destroyed || response.headersSent) response.destroy();
      else sendJson(response, 500, { ok: false, error: 'fatal_error', details: String(error) });
    });
  });
  server.on('upgrade', (request, socket, head) => {
    // From here on the socket is nobody's, and an error that nobody listens to would end the process.
    socket.on('error', () => socket.destroy());
    const { path, query } = targetOf(request);
    if (path === '/socket') routes.upgrade(query.get('ticket') ?? '', request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    authority: `${host}:${boundPort}`,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}

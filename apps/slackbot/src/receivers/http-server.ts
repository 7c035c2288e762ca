import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIPv6 } from 'node:net';

/** Where to listen. */
export interface ListenAddress {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

/** A running HTTP server. */
export interface HttpServer {
  /** Its base URL, without a slash at the end. */
  readonly url: string;
  /**
   * Takes no new connections, and resolves once the requests that are being answered were. When `signal` aborts, it cuts
   * them off.
   */
  close(signal?: AbortSignal): Promise<void>;
}

/**
 * Proxies keep connections for a minute, some a little longer, and must not be the ones who find out that one has ended:
 * with Node's five seconds a command is lost now and then.
 */
const keepAliveTimeoutMs = 75_000;

/** Starts a server. Rejects with the system's error if the address cannot be had. */
export async function startHttpServer(
  { host, port }: ListenAddress,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<HttpServer> {
  const server = createServer({ requestTimeout: 10_000, keepAliveTimeout: keepAliveTimeoutMs }, handle);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const cutOff = (): void => server.closeAllConnections();
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${boundPort(server)}`,
    async close(signal) {
      const closed = new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
      });
      if (signal?.aborted === true) cutOff();
      else signal?.addEventListener('abort', cutOff, { once: true });
      await closed;
      signal?.removeEventListener('abort', cutOff);
    },
  };
}

function boundPort(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The server has no port.');
  return address.port;
}

/** The path of a request, without its query. Cut off, not parsed: an address such as `//` makes `new URL` throw. */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}

/** Ends a response with a status and a body of JSON, or none. */
export function end(response: ServerResponse, status: number, body?: unknown): void {
  if (body === undefined) response.writeHead(status).end();
  else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

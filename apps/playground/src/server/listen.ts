import type { Server } from 'node:http';

import { createAdaptorServer } from '@hono/node-server';

/** How many ports after the first one are tried before giving up. */
const portsTried = 20;

/** The ports that were asked for are somebody else's. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  /** The first port that was tried. */
  readonly port: number;
  /** The last one. */
  readonly lastPort: number;

  constructor(port: number, lastPort: number, options?: ErrorOptions) {
    const [what, whose] =
      port === lastPort
        ? [`Port ${port} is taken`, 'the program that has it']
        : [`Ports ${port} to ${lastPort} are taken`, 'a program that has one of them'];
    super(`${what}. Choose another with PORT, or end ${whose}.`, options);
    this.port = port;
    this.lastPort = lastPort;
  }
}

/** The system does not let this user have the port. */
export class PortForbiddenError extends Error {
  override readonly name = 'PortForbiddenError';
  readonly port: number;

  constructor(port: number, options?: ErrorOptions) {
    super(`The system does not let you use port ${port}. Choose another with PORT, above 1023.`, options);
    this.port = port;
  }
}

/** An open server. Disposing of it ends open connections too. */
export interface Listening extends AsyncDisposable {
  /** The server's address, as in `http://127.0.0.1:4100`. */
  readonly url: string;
}

/** What {@link listen} can be told. */
export interface ListenOptions {
  /** The port. */
  readonly port: number;
  /** Takes one of the next ports where the port is taken. Otherwise that throws {@link PortTakenError}. */
  readonly orNext: boolean;
}

/**
 * Answers requests on a port of 127.0.0.1. Throws {@link PortTakenError} where no port is free, and
 * {@link PortForbiddenError} where one is not for this user.
 */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { port, orNext }: ListenOptions,
): Promise<Listening> {
  const lastPort = orNext ? Math.min(port + portsTried, 65_535) : port;
  for (let candidate = port; ; candidate++) {
    // The adapter replaces the global Request and Response unless told not to.
    const server = createAdaptorServer({ fetch, overrideGlobalObjects: false });
    if (!('closeAllConnections' in server)) {
      throw new TypeError('The HTTP adapter made something else than a server of HTTP/1.1.');
    }
    try {
      await bind(server, candidate);
      return { url: addressOf(server), [Symbol.asyncDispose]: () => close(server) };
    } catch (error) {
      const reason = portError(error, port, candidate);
      if (!(reason instanceof PortTakenError) || candidate >= lastPort) {
        throw reason;
      }
    }
  }
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new TypeError('A server that listens on a port has an address with a port.');
  }
  return `http://127.0.0.1:${address.port}`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // The event streams of open pages would hold the server for ever.
    server.closeAllConnections();
  });
}

/** What it means that `candidate` could not be had, the last one that was tried, beginning with `port`. */
export function portError(error: unknown, port: number, candidate: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return new PortTakenError(port, candidate, { cause: error });
  if (code === 'EACCES') return new PortForbiddenError(candidate, { cause: error });
  return error;
}

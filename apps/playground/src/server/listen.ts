import type { Server } from 'node:http';

import { createAdaptorServer } from '@hono/node-server';

/** How many ports after the first one are tried before giving up. */
const portsTried = 20;

/** The port that was asked for is somebody else's. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  /** The port. */
  readonly port: number;

  constructor(port: number, options?: ErrorOptions) {
    super(`Port ${port} is taken. Choose another with PORT, or end the program that has it.`, options);
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

/** Answers requests on a port of 127.0.0.1. Throws {@link PortTakenError} where no port is free. */
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
      if (!isAddressInUse(error)) {
        throw error;
      }
      if (candidate >= lastPort) {
        throw new PortTakenError(port, { cause: error });
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

function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

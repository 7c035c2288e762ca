import { createServer, type Socket } from 'node:net';

import { listenOnLoopback } from '@registry-images/testing';

/** A server that answers with bytes, right or wrong. */
export interface FaultServer {
  readonly baseUrl: string;
  /** How many requests came so far. */
  requests(): number;
  /** Resolves once every connection with a request is closed. */
  allClosed(): Promise<void>;
}

/**
 * Serves on a free port of the loopback until the test ends. `answer` gets each connection with its first bytes. `fetch`
 * may open connections ahead, which are not counted.
 */
export async function serveBytes(answer: (socket: Socket, request: number) => void): Promise<FaultServer> {
  const closings: Promise<unknown>[] = [];
  const server = createServer({ noDelay: true }, (socket) => {
    // The other side may reset it, which is no fault of the test.
    socket.on('error', () => {});
    socket.once('data', () => {
      closings.push(new Promise((resolve) => socket.once('close', resolve)));
      answer(socket, closings.length);
    });
  });
  return {
    baseUrl: `http://${await listenOnLoopback(server)}`,
    requests: () => closings.length,
    async allClosed() {
      await Promise.all(closings);
    },
  };
}

/** The head of an answer, after which the connection is closed. */
export function head(httpStatus: number, headers: Readonly<Record<string, string | number>> = {}): string {
  const lines = Object.entries({ connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return [`HTTP/1.1 ${httpStatus} Whatever`, ...lines, '', ''].join('\r\n');
}

/** A whole answer. */
export function whole(
  httpStatus: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): string {
  return head(httpStatus, { 'content-length': Buffer.byteLength(body), ...headers }) + body;
}

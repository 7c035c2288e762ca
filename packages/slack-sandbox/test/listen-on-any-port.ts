import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import { listenOnLoopback } from '@registry-images/testing';

/** Listens on a free loopback port until the running test ends. Answers the base URL. */
export async function listenOnAnyPort(
  listener: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
): Promise<string> {
  const server = createServer((request, response) => {
    Promise.resolve(listener(request, response)).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  return `http://${await listenOnLoopback(server)}`;
}

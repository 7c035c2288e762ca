import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';

import { onTestFinished } from 'vitest';

/** Serves on a free port of the loopback until the test ends; gives the origin. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  const origin = await listen(server);
  onTestFinished(() => {
    server.closeAllConnections();
    return close(server);
  });
  return origin;
}

/** An origin where nobody listens. */
export async function refusingOrigin(): Promise<string> {
  const server = createServer();
  const origin = await listen(server);
  await close(server);
  return origin;
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return `http://127.0.0.1:${address.port}`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

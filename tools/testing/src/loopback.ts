import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

import { onTestFinished } from 'vitest';

/**
 * Makes a server listen on a free port of the loopback, until the test ends: then it is closed, with all that is still
 * connected to it.
 *
 * @returns its `127.0.0.1:…`
 */
export async function listenOnLoopback(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return `127.0.0.1:${address.port}`;
}

/** An origin where nobody listens. */
export async function refusingOrigin(): Promise<string> {
  const server = createServer();
  const host = await listenOnLoopback(server);
  await new Promise((resolve) => server.close(resolve));
  return `http://${host}`;
}

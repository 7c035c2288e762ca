import { createServer } from 'node:http';

import { listen } from '../src/http/listen.ts';

/** A port that nobody has at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const { port } = new URL(await listen(server, { host: '127.0.0.1', port: 0 }));
  server.close();
  return Number(port);
}

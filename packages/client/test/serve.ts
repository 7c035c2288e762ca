import { createServer, type RequestListener } from 'node:http';

import { listenOnLoopback } from '@registry-images/testing';

/** Serves on a free port of the loopback until the test ends; gives the origin. */
export async function serve(listener: RequestListener): Promise<string> {
  return `http://${await listenOnLoopback(createServer(listener))}`;
}

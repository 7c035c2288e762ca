import { createServer, type IncomingMessage } from 'node:http';

/** A server of this machine, for as long as something is measured. */
export interface LocalServer extends AsyncDisposable {
  /** Without a slash at the end. */
  readonly url: string;
}

/** Answers each request, whatever it is, with what `answer` makes of its path and body, as JSON. */
export async function startLocalServer(
  answer: (path: string, body: string) => unknown,
): Promise<LocalServer> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    async function respond(): Promise<void> {
      const body = await readText(request);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer(request.url ?? '', body)));
    }
    // What is cut off is missed by whoever waits for the answer.
    respond().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

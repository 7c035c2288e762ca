import { once } from 'node:events';
import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

import { onTestFinished } from 'vitest';

/** What happens to a call instead of the right answer: another answer, silence, or a connection that breaks. */
export type Disturbance = { readonly status: number; readonly body: unknown } | 'hang' | 'refuse';

/** What a registry answers that has no previews of deletions. */
export const noPreviews: Disturbance = { status: 404, body: { code: 5, message: 'Not found' } };

/** The kinds of call that can be disturbed. */
export type Call = 'list' | 'get' | 'preview' | 'delete' | 'operation';

/** What stands between the bot and the image service, and passes everything on while nothing is to be wrong. */
export interface FaultyProxy {
  readonly url: string;
  /** The calls so far, such as `GET /container-registry/v1/images`, without their queries. */
  readonly calls: readonly string[];
  /** The queries of the lists so far. */
  readonly queries: readonly URLSearchParams[];
  /** How many deletions the service has begun. */
  readonly deletions: number;
  /** The kinds of the calls that were disturbed so far. */
  readonly disturbed: readonly Call[];
  /** Disturbs every further call of a kind, or those after some that still go right, until its answer is called. */
  disturb(call: Call, disturbance: Disturbance, after?: number): () => void;
  /** What happens with each call, such as `GET /container-registry/v1/images`, before it goes on. */
  onCall: (call: string) => Promise<void> | void;
  /** Resolves once a condition holds; it is looked at whenever a call comes or was answered. */
  until(condition: () => boolean): Promise<void>;
}

/** Starts a proxy in front of an image service, wherever that is at the moment. It ends with the test. */
export async function startFaultyProxy(service: { readonly url: string }): Promise<FaultyProxy> {
  const calls: string[] = [];
  const disturbed: Call[] = [];
  const queries: URLSearchParams[] = [];
  const operations = new Set<string>();
  const disturbances = new Map<Call, { disturbance: Disturbance; after: number }>();
  const waiting = new Set<() => void>();

  function look(): void {
    for (const check of waiting) check();
  }

  function disturbanceOf(call: Call): Disturbance | undefined {
    const entry = disturbances.get(call);
    if (entry && entry.after > 0) {
      entry.after -= 1;
      return undefined;
    }
    return entry?.disturbance;
  }

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = incoming;
    const { pathname, searchParams } = new URL(url, service.url);
    const call = callOf(method, pathname);
    const line = `${method} ${pathname}`;
    calls.push(line);
    if (call === 'list') queries.push(searchParams);
    look();
    await proxy.onCall(line);
    const disturbance = disturbanceOf(call);
    if (disturbance) disturbed.push(call);
    look();
    if (disturbance === 'hang') return;
    if (disturbance === 'refuse') throw new Error('The connection is to break.');
    if (disturbance) {
      outgoing.writeHead(disturbance.status, { 'content-type': 'application/json' });
      outgoing.end(JSON.stringify(disturbance.body));
      return;
    }
    const sent = send(new URL(url, service.url), { method, headers });
    incoming.pipe(sent);
    const [answer]: IncomingMessage[] = await once(sent, 'response');
    if (!answer) throw new Error('The service has not answered.');
    const body = await text(answer);
    const isOrder = call === 'delete' && answer.statusCode === 200;
    if (isOrder) operations.add(String(JSON.parse(body).id));
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(body);
    look();
  }

  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The proxy has no port.');

  const proxy: FaultyProxy = {
    url: `http://127.0.0.1:${address.port}`,
    calls,
    disturbed,
    queries,
    get deletions() {
      return operations.size;
    },
    disturb(call, disturbance, after = 0) {
      disturbances.set(call, { disturbance, after });
      return () => void disturbances.delete(call);
    },
    onCall: () => undefined,
    until: (condition) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!condition()) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
  };
  return proxy;
}

function callOf(method: string, path: string): Call {
  if (path.startsWith('/operations/')) return 'operation';
  if (path.endsWith(':previewDelete')) return 'preview';
  if (method === 'DELETE') return 'delete';
  return /\/images\/[^/]+$/.test(path) ? 'get' : 'list';
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import { listenOnLoopback } from '@registry-images/testing';

/** A server in front of a registry, so that a registry can be another one at the same address. */
export interface RegistryProxy {
  readonly url: string;
  /** What came in, such as `GET /v2/`. */
  readonly requests: readonly string[];
  /** The most requests that were in flight at once. */
  readonly mostAtOnce: number;
  /** Where requests go from now on; undefined breaks their connections. */
  sendTo(url: string | undefined): void;
  /**
   * Answers a request, such as `GET /v2/app/manifests/v1`, with a status, and a code of a registry if there is one;
   * undefined ends that.
   */
  refuse(line: string, status: number | undefined, code?: string): void;
  /** Answers what is asked for as a proxy does that has no registry behind it any more; false ends that. */
  loseRegistry(isLost: boolean): void;
  /** Called for each request before it goes on. */
  onRequest(listener: (line: string) => Promise<void> | void): void;
}

/** Starts a proxy, until the test ends. */
export async function startProxy(target: string): Promise<RegistryProxy> {
  const requests: string[] = [];
  const refused = new Map<string, { status: number; body: string }>();
  let to: string | undefined = target;
  let listener: ((line: string) => Promise<void> | void) | undefined;
  let isLost = false;
  let atOnce = 0;
  let mostAtOnce = 0;
  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const line = `${request.method} ${request.url}`;
    requests.push(line);
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    try {
      await listener?.(line);
      if (isLost) {
        response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('404 page not found\n');
        return;
      }
      const refusal = refused.get(line);
      if (refusal) {
        response.writeHead(refusal.status, { 'content-type': 'application/json' }).end(refusal.body);
        return;
      }
      const headers = Object.entries(request.headers).filter(
        ([name]) => name !== 'host' && name !== 'connection',
      );
      const answer = await fetch(new URL(request.url ?? '/', to), {
        method: request.method ?? 'GET',
        headers: headers.map(([name, value]) => [name, String(value)]),
        redirect: 'manual',
      });
      const body = Buffer.from(await answer.arrayBuffer());
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(body);
    } catch {
      request.socket.destroy();
    } finally {
      atOnce -= 1;
    }
  };
  const server = createServer((request, response) => void forward(request, response));
  return {
    url: `http://${await listenOnLoopback(server)}`,
    requests,
    get mostAtOnce() {
      return mostAtOnce;
    },
    sendTo: (url) => void (to = url),
    refuse(line, status, code) {
      const body = JSON.stringify(code === undefined ? {} : { errors: [{ code, message: '' }] });
      if (status === undefined) refused.delete(line);
      else refused.set(line, { status, body });
    },
    loseRegistry: (nowLost) => void (isLost = nowLost),
    onRequest: (heard) => void (listener = heard),
  };
}

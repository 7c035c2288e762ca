import type { IncomingMessage, ServerResponse } from 'node:http';

import { errorFields, type Log } from '../log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { end, pathOf } from './http-server.ts';
import type { Readiness } from './readiness.ts';

/** What {@link createProbes} needs. */
export interface ProbesOptions {
  readonly readiness: Readiness;
  readonly metrics: Pick<Metrics, 'read'>;
  readonly log: Log;
}

/** Answers a request of a probe. False where it is for somebody else. */
export type Probes = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * `GET /healthz`: whether the process is alive; `GET /readyz`: whether it can do its work, and if not why; `GET /metrics`, for
 * Prometheus. They are for those who run the bot: no secrets, but nothing for the world either.
 */
export function createProbes({ readiness, metrics, log }: ProbesOptions): Probes {
  const answers: Readonly<Record<string, (response: ServerResponse) => Promise<void>>> = {
    '/healthz': async (response) => end(response, 200, { status: 'ok' }),
    '/readyz': async (response) => {
      const reasons = await readiness.obstacles();
      if (reasons.length === 0) end(response, 200, { status: 'ready' });
      else end(response, 503, { status: 'not ready', reasons });
    },
    '/metrics': async (response) => {
      const { text, contentType } = await metrics.read();
      response.writeHead(200, { 'content-type': contentType }).end(text);
    },
  };

  return (request, response) => {
    const path = pathOf(request);
    const answer = request.method === 'GET' && Object.hasOwn(answers, path) ? answers[path] : undefined;
    answer?.(response).catch((error: unknown) => {
      log.error('probe failed', { path, error: errorFields(error) });
      end(response, 500);
    });
    return answer !== undefined;
  };
}

import type { IncomingMessage, ServerResponse } from 'node:http';

import type { App } from '@slack/bolt';

import type { Clock } from '../clock.ts';
import { errorFields, type Log } from '../log.ts';
import type { BotReceiver } from './bot-receiver.ts';
import { end, pathOf, startHttpServer, type HttpServer, type ListenAddress } from './http-server.ts';
import { createReplayGuard } from './replay-guard.ts';
import { parseBody, readBody } from './request-body.ts';
import { signatureProblem } from './signature.ts';

/** What {@link createHttpReceiver} needs. */
export interface HttpReceiverOptions {
  readonly address: ListenAddress;
  readonly signingSecret: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Where Slack sends commands and interactions. The app manifest names it. */
export const eventsPath = '/slack/events';

/**
 * Receives Slack's requests on `POST /slack/events`, and answers `GET /healthz`.
 *
 * Bolt's own HTTPReceiver accepts timestamps that are ahead by any time and the same request twice, and refuses content
 * types with a charset. It offers no place to change that before or after the signature is checked; so this is a
 * receiver of its own, as https://docs.slack.dev/tools/bolt-js/concepts/receiver describes.
 */
export function createHttpReceiver({ address, signingSecret, clock, log }: HttpReceiverOptions): BotReceiver {
  const replays = createReplayGuard(clock.now);
  let app: App | undefined;
  let server: HttpServer | undefined;

  function refuse(response: ServerResponse, status: number, reason: string): void {
    log.warn('request refused', { reason, status });
    // The rest of the body is not worth waiting for.
    response.setHeader('connection', 'close');
    end(response, status);
  }

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (!body) return refuse(response, 413, 'body too large');
    const event = parseBody(request.headers['content-type'], body);
    // Slack checks the certificate with an unsigned request, of which nothing may be believed.
    if (event?.['ssl_check'] === '1') return end(response, 200);
    const signature = headerOf(request, 'x-slack-signature');
    const timestamp = headerOf(request, 'x-slack-request-timestamp');
    const problem = signatureProblem({ signingSecret, body, timestamp, signature, nowMs: clock.now() });
    if (problem !== undefined) return refuse(response, 401, problem);
    if (signature === undefined || replays.isReplay(signature)) return refuse(response, 401, 'sent before');
    if (!event) return refuse(response, 400, 'malformed body');
    if (event['type'] === 'url_verification') return end(response, 200, { challenge: event['challenge'] });
    await dispatch(event, response);
  }

  async function dispatch(
    event: { readonly [field: string]: unknown },
    response: ServerResponse,
  ): Promise<void> {
    const ack = async (answer?: unknown): Promise<void> => {
      if (typeof answer === 'string') response.end(answer);
      else end(response, 200, answer);
    };
    await app?.processEvent({ body: { ...event }, ack });
    if (response.writableEnded) return;
    // Slack would tell the user of a failure of which there is none.
    log.warn('nobody acknowledged', { type: event['type'] });
    end(response, 200);
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const path = pathOf(request);
    if (request.method === 'GET' && path === '/healthz') return end(response, 200, { status: 'ok' });
    if (path !== eventsPath) return end(response, 404);
    if (request.method !== 'POST') return end(response, 405);
    receive(request, response).catch((error: unknown) => {
      log.error('request failed', { error: errorFields(error) });
      if (!response.headersSent) end(response, 500);
    });
  }

  return {
    init(initialised) {
      app = initialised;
    },
    async start() {
      server = await startHttpServer(address, handle);
      return server.url;
    },
    async stop() {
      const open = server;
      server = undefined;
      await open?.close();
    },
  };
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

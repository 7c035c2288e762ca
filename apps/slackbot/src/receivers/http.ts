import type { IncomingMessage, ServerResponse } from 'node:http';

import { errorFields } from '../log.ts';
import type { BotReceiver, BotReceiverOptions } from './bot-receiver.ts';
import { end, pathOf, startHttpServer, type HttpServer } from './http-server.ts';
import { createIntake } from './intake.ts';
import { createProbes } from './probes.ts';
import { createReadiness } from './readiness.ts';
import { createReplayGuard } from './replay-guard.ts';
import { parseBody, readBody } from './request-body.ts';
import { signatureProblem } from './signature.ts';

/** What {@link createHttpReceiver} needs. */
export interface HttpReceiverOptions extends BotReceiverOptions {
  readonly signingSecret: string;
}

/** Where Slack sends commands and interactions. The app manifest names it. */
export const eventsPath = '/slack/events';

/**
 * Receives Slack's requests on `POST /slack/events`, beside the probes.
 *
 * Bolt's own HTTPReceiver accepts timestamps that are ahead by any time and the same request twice, and refuses content
 * types with a charset. It offers no place to change that before or after the signature is checked; so this is a
 * receiver of its own, as https://docs.slack.dev/tools/bolt-js/concepts/receiver describes.
 */
export function createHttpReceiver(options: HttpReceiverOptions): BotReceiver {
  const { address, signingSecret, clock, log, metrics } = options;
  const replays = createReplayGuard(clock.now);
  const intake = createIntake(options);
  const probes = createProbes({ readiness: createReadiness(options), metrics, log });
  let server: HttpServer | undefined;

  function refuse(response: ServerResponse, status: number, reason: string): void {
    log.warn('request refused', { reason, status });
    metrics.requestRefused(reason);
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
    const retry = retryOf(request);
    await intake.take({
      body: event,
      ack: async (answer) => {
        if (typeof answer === 'string') response.end(answer);
        else end(response, 200, answer);
      },
      ...(retry && { retry }),
    });
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    if (probes(request, response)) return;
    if (pathOf(request) !== eventsPath) return end(response, 404);
    if (request.method !== 'POST') return end(response, 405);
    receive(request, response).catch((error: unknown) => {
      log.error('request failed', { error: errorFields(error) });
      if (!response.headersSent) end(response, 500);
    });
  }

  return {
    init: (app) => intake.connect(app),
    async start() {
      server = await startHttpServer(address, handle);
      return server.url;
    },
    async stop(signal) {
      const open = server;
      server = undefined;
      await open?.close(signal);
    },
  };
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** Which retry of an event a request is: https://docs.slack.dev/apis/events-api#retries */
function retryOf(request: IncomingMessage): { attempt: number; reason: string } | undefined {
  const attempt = headerOf(request, 'x-slack-retry-num');
  if (attempt === undefined) return undefined;
  return { attempt: Number(attempt), reason: headerOf(request, 'x-slack-retry-reason') ?? 'unknown_error' };
}

import { SocketModeReceiver } from '@slack/bolt';

import { toBoltLogger } from '../bolt-logger.ts';
import type { Log } from '../log.ts';
import { withTimeout } from '../slack/slack-fetch.ts';
import type { BotReceiver } from './bot-receiver.ts';
import { end, pathOf, startHttpServer, type HttpServer, type ListenAddress } from './http-server.ts';

/** What {@link createSocketReceiver} needs. */
export interface SocketReceiverOptions {
  /** Where `GET /healthz` is answered. */
  readonly address: ListenAddress;
  readonly appToken: string;
  /** Slack's Web API, ending in a slash; Slack's own by default. */
  readonly slackApiUrl?: string;
  readonly log: Log;
  /** Talks to Slack. */
  readonly fetch: typeof fetch;
}

/** Slack answers `apps.connections.open` at once, or something is wrong. */
const connectTimeoutMs = 5000;

/** Receives through Socket Mode: the bot connects to Slack. `GET /healthz` says 503 while there is no connection. */
export function createSocketReceiver(options: SocketReceiverOptions): BotReceiver {
  const { address, appToken, slackApiUrl, log } = options;
  let isConnected = false;
  let server: HttpServer | undefined;
  const inner = new SocketModeReceiver({
    appToken,
    logger: toBoltLogger(log),
    installerOptions: {
      clientOptions: {
        ...(slackApiUrl !== undefined && { slackApiUrl }),
        fetch: withTimeout(options.fetch, connectTimeoutMs),
        // No retryConfig: the client's own tries for long. With fewer attempts it would give up after one failed
        // reconnection, by an error that nobody can catch.
      },
    },
  });
  inner.client.on('connected', () => {
    isConnected = true;
    log.info('connected to Slack');
  });
  for (const event of ['close', 'reconnecting', 'disconnected']) {
    inner.client.on(event, () => {
      isConnected = false;
    });
  }

  return {
    init: (app) => inner.init(app),
    async start() {
      server = await startHttpServer(address, (request, response) => {
        if (request.method !== 'GET' || pathOf(request) !== '/healthz') end(response, 404);
        else if (isConnected) end(response, 200, { status: 'ok' });
        else end(response, 503, { status: 'not connected to Slack' });
      });
      await inner.client.start();
      return server.url;
    },
    async stop() {
      const open = server;
      server = undefined;
      if (!open) return;
      // Not inner.stop(): that resolves while the connection is still open.
      await inner.client.disconnect();
      await open.close();
    },
  };
}

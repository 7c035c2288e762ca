import { SocketModeClient } from '@slack/socket-mode';

import { toBoltLogger } from '../bolt-logger.ts';
import { isJsonObject } from '../json.ts';
import { errorFields } from '../log.ts';
import { withTimeout } from '../slack/slack-fetch.ts';
import type { BotReceiver, BotReceiverOptions } from './bot-receiver.ts';
import { end, startHttpServer, type HttpServer } from './http-server.ts';
import { createIntake } from './intake.ts';
import { createProbes } from './probes.ts';
import { createReadiness } from './readiness.ts';

/** What {@link createSocketReceiver} needs. */
export interface SocketReceiverOptions extends BotReceiverOptions {
  readonly appToken: string;
  /** Slack's Web API, ending in a slash; Slack's own by default. */
  readonly slackApiUrl?: string;
  /** Talks to Slack. */
  readonly fetch: typeof fetch;
}

/** What Slack's library hands over of an envelope. */
interface Envelope {
  readonly body: unknown;
  readonly ack: (answer?: unknown) => Promise<void>;
  readonly retry_num?: number;
  readonly retry_reason?: string;
}

/** Slack answers `apps.connections.open` at once, or something is wrong. */
const connectTimeoutMs = 5000;

/**
 * Receives through Socket Mode: the bot connects to Slack. Bolt's own SocketModeReceiver says that it has stopped while the
 * connection is still open, and acknowledges where nobody can measure it; so this stands on the library below it.
 */
export function createSocketReceiver(options: SocketReceiverOptions): BotReceiver {
  const { address, appToken, slackApiUrl, log, metrics } = options;
  const intake = createIntake(options);
  let isConnected = false;
  const known = (): string[] => (isConnected ? [] : ['There is no connection to Slack.']);
  const probes = createProbes({ readiness: createReadiness({ ...options, known }), metrics, log });
  let server: HttpServer | undefined;
  const client = new SocketModeClient({
    appToken,
    logger: toBoltLogger(log),
    clientOptions: {
      ...(slackApiUrl !== undefined && { slackApiUrl }),
      fetch: withTimeout(options.fetch, options.clock, connectTimeoutMs),
      // No retryConfig: the client's own tries for long. With fewer attempts it would give up after one failed
      // reconnection, by an error that nobody can catch.
    },
  });

  function setConnected(connected: boolean): void {
    if (connected !== isConnected) log.info(connected ? 'connected to Slack' : 'connection to Slack lost');
    isConnected = connected;
    metrics.connected(connected);
  }

  function receive({ body, ack, retry_num: attempt, retry_reason: reason }: Envelope): void {
    if (!isJsonObject(body)) return;
    const retry = attempt === undefined ? undefined : { attempt, reason: reason ?? 'unknown_error' };
    intake.take({ body, ack, ...(retry && { retry }) }).catch((error: unknown) => {
      log.error('delivery failed', { error: errorFields(error) });
    });
  }

  client.on('slack_event', receive);
  client.on('connected', () => setConnected(true));
  for (const event of ['close', 'reconnecting', 'disconnected']) client.on(event, () => setConnected(false));

  return {
    init: (app) => intake.connect(app),
    async start() {
      setConnected(false);
      server = await startHttpServer(address, (request, response) => {
        if (!probes(request, response)) end(response, 404);
      });
      await client.start();
      return server.url;
    },
    async stop(signal) {
      const open = server;
      server = undefined;
      if (!open) return;
      const wasConnected = isConnected;
      const disconnected = client.disconnect();
      // Without a connection, as between two of them, nothing would ever say that it has ended.
      if (wasConnected) await disconnected;
      await open.close(signal);
    },
  };
}

import type { ImagesClient } from '@registry-images/client';
import { App } from '@slack/bolt';

import { toBoltLogger } from './bolt-logger.ts';
import type { Clock } from './clock.ts';
import { createInFlight } from './in-flight.ts';
import { listenToCommand } from './listeners/command.ts';
import { listenToConfirmDelete } from './listeners/confirm-delete.ts';
import { listenToDeleteButton } from './listeners/delete-button.ts';
import { listenToInspectButton } from './listeners/inspect-button.ts';
import { listenToListButtons } from './listeners/list-buttons.ts';
import type { ListenerDeps } from './listeners/listener-deps.ts';
import { listenToUnknown } from './listeners/unknown.ts';
import { errorFields, type Log } from './log.ts';
import { createOnce } from './once.ts';
import type { BotReceiver } from './receivers/bot-receiver.ts';
import type { RegistryScope } from './registry-scope.ts';
import { createRespond } from './slack/respond.ts';
import { withTimeout } from './slack/slack-fetch.ts';
import { StoppingError } from './stopping-error.ts';

/** What the bot is made of. */
export interface BotOptions {
  readonly receiver: BotReceiver;
  readonly botToken: string;
  /** Slack's Web API, ending in a slash; Slack's own by default. */
  readonly slackApiUrl?: string;
  readonly images: ImagesClient;
  readonly scope: RegistryScope;
  readonly clock: Clock;
  readonly log: Log;
  /** Makes an id that nobody can guess. */
  readonly newId: () => string;
  /** Talks to Slack. */
  readonly fetch: typeof fetch;
}

/** The Slack bot. */
export interface Bot {
  /**
   * Makes sure that Slack takes the token, and starts to receive. Answers the base URL of the receiver's HTTP server.
   *
   * @throws WebAPIPlatformError if Slack does not take the token; whatever keeps the receiver from starting.
   */
  start(): Promise<string>;
  /**
   * Receives nothing more, and resolves once everything received is done. When `signal` aborts, waiting ends: users are
   * told that the bot is being restarted; operations of the registry go on by themselves.
   */
  stop(signal: AbortSignal): Promise<void>;
}

/** Slack's interactions live three seconds, so a call that takes longer than this has failed. */
const slackTimeoutMs = 5000;

/** Makes the bot. Nothing is sent or received before it is started. */
export function createBot(options: BotOptions): Bot {
  const { receiver, botToken, slackApiUrl, clock, log } = options;
  const send = withTimeout(options.fetch, slackTimeoutMs);
  const stopping = new AbortController();
  const giveUp = (): void => stopping.abort(new StoppingError());
  const inFlight = createInFlight();
  const app = new App({
    receiver,
    authorize: () => Promise.resolve({ botToken }),
    convoStore: false,
    ignoreSelf: false,
    logger: toBoltLogger(log),
    // Bolt's defaults would try for half an hour, without a timeout, and wait as long as a rate limit says.
    clientOptions: {
      ...(slackApiUrl !== undefined && { slackApiUrl }),
      fetch: send,
      timeout: slackTimeoutMs,
      retryConfig: { retries: 1, minTimeout: 100, maxTimeout: 300 },
      rejectRateLimitedCalls: true,
    },
  });
  app.use(async ({ next }) => inFlight.track(next()));
  app.error((error) => {
    log.error('listener failed', { error: errorFields(error) });
    return Promise.resolve();
  });
  listen(app, {
    ...options,
    respond: createRespond(send),
    deletions: createOnce(clock.now),
    stopping: stopping.signal,
  });

  return {
    async start() {
      await app.client.auth.test({ token: botToken });
      return receiver.start();
    },
    async stop(signal) {
      if (signal.aborted) giveUp();
      else signal.addEventListener('abort', giveUp, { once: true });
      await receiver.stop();
      await inFlight.drained();
      signal.removeEventListener('abort', giveUp);
    },
  };
}

function listen(app: App, deps: ListenerDeps): void {
  listenToCommand(app, deps);
  listenToListButtons(app, deps);
  listenToInspectButton(app, deps);
  listenToDeleteButton(app, deps);
  listenToConfirmDelete(app, deps);
  listenToUnknown(app, deps);
}

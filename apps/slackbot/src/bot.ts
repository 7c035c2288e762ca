import type { ImagesClient } from '@registry-images/client';
import { App } from '@slack/bolt';

import { every } from './background/every.ts';
import { toBoltLogger } from './bolt-logger.ts';
import { createBotParts } from './bot-parts.ts';
import type { Clock } from './clock.ts';
import { createInFlight } from './in-flight.ts';
import type { Installations } from './installations/installations.ts';
import { listen } from './listeners/listen.ts';
import { errorFields, type Log } from './log.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { BotReceiver } from './receivers/bot-receiver.ts';
import type { RegistryScope } from './registry-scope.ts';
import type { SlackCaller } from './slack/slack-caller.ts';
import type { AuditRelay } from './state/audit-relay.ts';
import type { State } from './state/state.ts';
import { StoppingError } from './stopping-error.ts';
import type { Texts } from './texts/texts.ts';

/** What the bot is made of. */
export interface BotOptions {
  readonly receiver: BotReceiver;
  /** Calls Slack's Web API, with the tokens of the installations. */
  readonly slack: SlackCaller;
  /** Sends answers to users. */
  readonly fetch: typeof fetch;
  readonly images: ImagesClient;
  readonly scope: RegistryScope;
  /** What stands before the names of repositories, as the scope has them, where images are pulled. */
  readonly pullPrefix?: string;
  /** Where the app is installed. */
  readonly installations: Installations;
  readonly state: State;
  /** What `state` tells of the audit. */
  readonly auditRelay: AuditRelay;
  readonly texts: Texts;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Makes an id that nobody can guess. */
  readonly newId: () => string;
}

/** The Slack bot. */
export interface Bot {
  /**
   * Makes sure that the installations are known, starts to receive, and goes on with what an earlier bot has left. Answers the
   * base URL of the receiver's HTTP server.
   *
   * @throws what the installations reject with; whatever keeps the receiver from starting.
   */
  start(): Promise<string>;
  /**
   * Receives nothing more, and resolves once everything received is done. When `signal` aborts, waiting ends: users are
   * told that the bot is being restarted; deletions go on when it is there again.
   */
  stop(signal: AbortSignal): Promise<void>;
}

/** How often the bot looks for deletions that nobody is at, and for requests whose time is over. */
const choreMs = 15_000;

/** Makes the bot. Nothing is sent or received before it is started. */
export function createBot(options: BotOptions): Bot {
  const { receiver, installations, clock, log, metrics } = options;
  const stopping = new AbortController();
  const closing = new AbortController();
  const giveUp = (): void => stopping.abort(new StoppingError());
  const inFlight = createInFlight();
  const { listenerDeps, auditPoster } = createBotParts(options, {
    stopping: stopping.signal,
    track: (work) => inFlight.track(work),
  });
  const { deletions } = listenerDeps;
  const app = new App({
    receiver,
    // Bolt wants to know a token for each delivery, and calls nothing with it: the bot calls Slack in its own pace. Where there is
    // none, Bolt would tell nobody; the first of the listeners does.
    authorize: () => Promise.resolve({}),
    convoStore: false,
    ignoreSelf: false,
    logger: toBoltLogger(log),
  });
  app.use(async ({ next }) => inFlight.track(next()));
  app.error((error) => {
    log.error('listener failed', { error: errorFields(error) });
    return Promise.resolve();
  });
  metrics.watch({ slackWaiting: () => options.slack.waiting(), inFlight: () => inFlight.count });
  options.auditRelay.subscribe(auditPoster);
  options.auditRelay.subscribe(listenerDeps.homeTabs);
  options.auditRelay.subscribe({
    recorded(entries) {
      for (const { outcome } of entries) if (outcome) metrics.deletionEnded(outcome);
    },
  });
  listen(app, listenerDeps);

  function startChores(): void {
    const chores = [
      { name: 'expire', work: () => deletions.expire() },
      { name: 'audit', work: postAudits },
      // What one look finds may take an hour. The next look leaves it alone.
      { name: 'resume', work: async () => void inFlight.track(deletions.resume().catch(logLeft('resume'))) },
      // Slack may let it wait for minutes.
      { name: 'show', work: async () => void inFlight.track(deletions.catchUp().catch(logLeft('show'))) },
    ];
    for (const chore of chores) {
      void inFlight.track(every({ ...chore, everyMs: choreMs }, { clock, log, signal: closing.signal }));
    }
  }
  async function postAudits(): Promise<void> {
    // One workspace must not wait for another's Slack.
    for (const { teamId } of await installations.list()) void inFlight.track(auditPoster.catchUp(teamId));
  }
  function logLeft(chore: string): (error: unknown) => void {
    return (error) => {
      if (stopping.signal.aborted) log.info('deletions left for later', { chore });
      else log.error('chore failed', { chore, error: errorFields(error) });
    };
  }

  return {
    async start() {
      // A bot that cannot know where it is installed has nothing to receive.
      await installations.list();
      const url = await receiver.start();
      startChores();
      return url;
    },
    async stop(signal) {
      closing.abort();
      if (signal.aborted) giveUp();
      else signal.addEventListener('abort', giveUp, { once: true });
      await receiver.stop(signal);
      await inFlight.drained();
      signal.removeEventListener('abort', giveUp);
    },
  };
}

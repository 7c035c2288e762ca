import type { Receiver } from '@slack/bolt';

import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { ListenAddress } from './http-server.ts';
import type { ReadinessCheck } from './readiness.ts';

/** How Slack reaches the bot: Bolt's receiver, and where its state can be asked for. */
export interface BotReceiver extends Receiver {
  /** Starts to receive; answers the base URL of its HTTP server. */
  start(): Promise<string>;
  /**
   * Stops receiving. What was received may still be worked on. When `signal` aborts, requests that have not arrived whole or
   * are not answered yet are cut off.
   */
  stop(signal?: AbortSignal): Promise<void>;
}

/** What every way from Slack to the bot needs. */
export interface BotReceiverOptions {
  /** Where probes are answered, and over HTTP Slack too. */
  readonly address: ListenAddress;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** What the bot cannot work without, for `GET /readyz`. */
  readonly checks: readonly ReadinessCheck[];
  /** Makes an id for each delivery. */
  readonly newId: () => string;
}

import type { Receiver } from '@slack/bolt';

/** How Slack reaches the bot: Bolt's receiver, and where its state can be asked for. */
export interface BotReceiver extends Receiver {
  /** Starts to receive; answers the base URL of its HTTP server. */
  start(): Promise<string>;
  /** Stops receiving. What was received may still be worked on. */
  stop(): Promise<void>;
}

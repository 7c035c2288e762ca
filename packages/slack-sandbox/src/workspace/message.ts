import type { JsonObject } from '../json.ts';

/** A block as a message or a view holds it: checked against Block Kit's rules, and with an id. */
export interface StoredBlock extends JsonObject {
  /** The type of the block, such as `section`. */
  readonly type: string;
  /** The app's own id of the block, or the one that Slack made up. */
  readonly block_id: string;
}

/** What a channel shows: a post of the app, a line of a user, or a note that only one user sees. */
export interface Message {
  /** The id of the message in its channel: seconds since the Unix epoch with six decimals. Later messages have greater ones. */
  readonly ts: string;
  /** The channel's id. */
  readonly channelId: string;
  /**
   * Who speaks: `app` for the app, `user` for a slash command that a user typed, `slackbot` for Slack's own notes, such as
   * the one about a command that failed.
   */
  readonly from: 'app' | 'user' | 'slackbot';
  /** The user's id: of the person, or of the app's bot user. */
  readonly userId: string;
  /** The text as it was sent, in Slack's markup. The fallback of a message with blocks. */
  readonly text: string;
  /** The blocks, in order. Empty where the message is only text. */
  readonly blocks: readonly StoredBlock[];
  /** The one user who sees the message. Missing where every member of the channel does. */
  readonly ephemeralFor?: string;
  /** The `ts` of the message that this one answers. */
  readonly threadTs?: string;
  /** When the message was last changed, as a `ts`. Missing where it never was. */
  readonly editedTs?: string;
  /** Event type and payload that the app attached. */
  readonly metadata?: JsonObject;
}

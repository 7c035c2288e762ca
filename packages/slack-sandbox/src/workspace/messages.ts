import type { Message } from './message.ts';
import { setRecent } from './recent.ts';

/** The messages of all channels. */
export interface Messages {
  /** Adds a message to the end of its channel. */
  post(message: Omit<Message, 'ts'>): Message;
  /** The message, ephemeral or not. */
  find(channelId: string, ts: string): Message | undefined;
  /** Puts a message in the place of the one with the same channel and `ts`. */
  replace(message: Message): void;
  /** Removes a message. */
  remove(message: Message): void;
  /** What a user sees in a channel, in order. */
  visibleTo(channelId: string, viewerId: string): readonly Message[];
}

/** What {@link createMessages} needs. */
export interface MessagesOptions {
  /** Must answer ever greater ones. */
  readonly nextTs: () => string;
  /** Called after every change. */
  readonly changed: () => void;
  /** How many messages of a channel are kept. */
  readonly limit: number;
}

/** Keeps the latest messages of each channel in memory. */
export function createMessages({ nextTs, changed, limit }: MessagesOptions): Messages {
  const byChannel = new Map<string, Map<string, Message>>();

  function channel(channelId: string): Map<string, Message> {
    const messages = byChannel.get(channelId) ?? new Map<string, Message>();
    byChannel.set(channelId, messages);
    return messages;
  }

  return {
    post(message) {
      const posted = { ...message, ts: nextTs() };
      setRecent(channel(posted.channelId), posted.ts, posted, limit);
      changed();
      return posted;
    },
    find: (channelId, ts) => byChannel.get(channelId)?.get(ts),
    replace(message) {
      channel(message.channelId).set(message.ts, message);
      changed();
    },
    remove(message) {
      channel(message.channelId).delete(message.ts);
      changed();
    },
    visibleTo: (channelId, viewerId) =>
      [...(byChannel.get(channelId)?.values() ?? [])].filter(
        (message) => message.ephemeralFor === undefined || message.ephemeralFor === viewerId,
      ),
  };
}

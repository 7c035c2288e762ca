import type { Channel, InstalledApp, UserProfile } from './workspace-facts.ts';

/** The people and the conversations. */
export interface Directory {
  /** The people, without the app's bot user. */
  readonly users: readonly UserProfile[];
  /** The conversations, direct messages that were opened included. */
  readonly channels: readonly Channel[];
  /** A person by id. */
  user(id: string): UserProfile | undefined;
  /** A conversation by id. */
  channel(id: string): Channel | undefined;
  /** The direct messages of a person and the app; opened where there are none yet. */
  directMessages(user: UserProfile): Channel;
}

/** Where the people and the conversations come from. */
export interface DirectorySource {
  readonly app: InstalledApp;
  readonly users: readonly UserProfile[];
  readonly channels: readonly Channel[];
}

/** Keeps people and conversations in memory. */
export function createDirectory({ app, users, channels }: DirectorySource): Directory {
  const people = new Map(users.map((user) => [user.id, user]));
  const conversations = new Map(channels.map((channel) => [channel.id, channel]));
  return {
    users,
    get channels() {
      return [...conversations.values()];
    },
    user: (id) => people.get(id),
    channel: (id) => conversations.get(id),
    directMessages(user) {
      const id = `D${user.id.slice(1)}`;
      const existing = conversations.get(id);
      if (existing) return existing;
      const opened = {
        id,
        name: user.name,
        isPrivate: true,
        isArchived: false,
        memberIds: [user.id, app.botUserId],
      };
      conversations.set(id, opened);
      return opened;
    },
  };
}

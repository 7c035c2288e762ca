import { SandboxUsageError } from '../sandbox-usage-error.ts';
import type { Channel, InstalledApp, UserGroup, UserProfile } from './workspace-facts.ts';

/** What can change of a conversation. */
export type ChannelChange = Partial<Pick<Channel, 'isArchived' | 'memberIds'>>;

/** What can change of a group of people. */
export type UserGroupChange = Partial<Pick<UserGroup, 'isDisabled' | 'memberIds'>>;

/** The people, their groups and the conversations. */
export interface Directory {
  /** The people, without the app's bot user. */
  readonly users: readonly UserProfile[];
  /** The groups of people. */
  readonly userGroups: readonly UserGroup[];
  /** The conversations, direct messages that were opened included. */
  readonly channels: readonly Channel[];
  /** A person by id. */
  user(id: string): UserProfile | undefined;
  /** A group of people by id. */
  userGroup(id: string): UserGroup | undefined;
  /** A conversation by id. */
  channel(id: string): Channel | undefined;
  /** Whether there are direct messages of a person and the app already. */
  hasDirectMessages(user: UserProfile): boolean;
  /** The direct messages of a person and the app; opened where there are none yet. */
  directMessages(user: UserProfile): Channel;
  /** Changes a conversation. Throws a `SandboxUsageError` where there is none. */
  changeChannel(id: string, change: ChannelChange): void;
  /** Changes a group of people. Throws a `SandboxUsageError` where there is none. */
  changeUserGroup(id: string, change: UserGroupChange): void;
}

/** Where the people, their groups and the conversations come from. */
export interface DirectorySource {
  readonly app: InstalledApp;
  readonly users: readonly UserProfile[];
  readonly userGroups: readonly UserGroup[];
  readonly channels: readonly Channel[];
}

/** The id of the direct messages of a person and the app. */
function directId(user: UserProfile): string {
  return `D${user.id.slice(1)}`;
}

/** Keeps people, groups and conversations in memory. `changed` is called after every change. */
export function createDirectory(
  { app, users, userGroups, channels }: DirectorySource,
  changed: () => void,
): Directory {
  const people = new Map(users.map((user) => [user.id, user]));
  const groups = new Map(userGroups.map((group) => [group.id, group]));
  const conversations = new Map(channels.map((channel) => [channel.id, channel]));

  function change<Entry>(entries: Map<string, Entry>, id: string, part: Partial<Entry>): void {
    const entry = entries.get(id);
    if (!entry) throw new SandboxUsageError(`There is nothing with the id ${id} to change.`);
    entries.set(id, { ...entry, ...part });
    changed();
  }

  return {
    users,
    get userGroups() {
      return [...groups.values()];
    },
    get channels() {
      return [...conversations.values()];
    },
    user: (id) => people.get(id),
    userGroup: (id) => groups.get(id),
    channel: (id) => conversations.get(id),
    hasDirectMessages: (user) => conversations.has(directId(user)),
    directMessages(user) {
      const id = directId(user);
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
      changed();
      return opened;
    },
    changeChannel: (id, part) => change(conversations, id, part),
    changeUserGroup: (id, part) => change(groups, id, part),
  };
}

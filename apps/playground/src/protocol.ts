import type { Channel, HomeView, Message, ModalView, UserProfile } from '@registry-images/slack-sandbox';

/** A slash command as the composer offers it. */
export interface CommandHint {
  /** The command with its slash. */
  readonly command: string;
  /** What it does. */
  readonly description: string;
  /** What can follow the command, one form an entry, as in `list [repository]`. */
  readonly usages: readonly string[];
}

/** A modal as the page needs it: without what only the app reads. */
export type PageView = Pick<
  ModalView,
  'id' | 'hash' | 'title' | 'submit' | 'close' | 'blocks' | 'values' | 'errors' | 'previousViewId'
>;

/** A Home tab as the page needs it. */
export type PageHome = Pick<HomeView, 'id' | 'hash' | 'blocks'>;

/** Everything that one user sees at one moment. */
export interface Snapshot {
  /** The id of the user whose screen this is. */
  readonly viewerId: string;
  /** The name of the workspace. */
  readonly teamName: string;
  /** The name of the app. */
  readonly appName: string;
  /** Whether the app has a Home tab. */
  readonly hasHomeTab: boolean;
  /** What the user's Home tab shows. Missing where the app has published nothing yet. */
  readonly home?: PageHome;
  /** The people of the workspace. */
  readonly users: readonly UserProfile[];
  /** The conversations that the user is in. */
  readonly channels: readonly Channel[];
  /** The slash commands that the app has. */
  readonly commands: readonly CommandHint[];
  /** The messages of each conversation, by its id, oldest first. */
  readonly messages: Readonly<Record<string, readonly Message[]>>;
  /** The user's modals, the one on top last. */
  readonly views: readonly PageView[];
}

import type { Clock } from './clock.ts';
import type { Channel, UserGroup, UserProfile } from './workspace/workspace-facts.ts';

/** What `createSlackSandbox` can be told. Everything has a default. */
export interface SlackSandboxOptions {
  /** The port to listen on; 0, the default, takes any free one. */
  readonly port?: number;
  /** The address to listen on: `127.0.0.1` by default. */
  readonly host?: string;
  /** Where the time comes from: the machine by default. */
  readonly clock?: Clock;
  /** The workspace's id: `T0SANDBOX` by default. */
  readonly teamId?: string;
  /** The workspace's name: `Sandbox` by default. */
  readonly teamName?: string;
  /** The app's name: `App` by default. */
  readonly appName?: string;
  /** The people. Two by default: `U0ADA` and `U0GRACE`. */
  readonly users?: readonly (Pick<UserProfile, 'id' | 'name'> & Partial<UserProfile>)[];
  /**
   * The conversations. By default one: `C0GENERAL`, named `general`. Where `memberIds` is left out everybody is in, the app
   * included.
   */
  readonly channels?: readonly (Pick<Channel, 'id' | 'name'> & Partial<Channel>)[];
  /** The groups of people. None by default. Where `memberIds` is left out nobody is in. */
  readonly userGroups?: readonly (Pick<UserGroup, 'id' | 'handle'> & Partial<UserGroup>)[];
  /** Whether people find a Home tab of the app: true by default. */
  readonly homeTab?: boolean;
  /** The types of events that the app has subscribed to: `app_home_opened` by default. */
  readonly eventSubscriptions?: readonly string[];
  /** The slash commands of the app, each with its slash. Where left out, Slack knows every command that is typed. */
  readonly slashCommands?: readonly string[];
  /** The scopes of the bot token: `commands`, `chat:write`, `users:read` and `channels:read` by default. */
  readonly scopes?: readonly string[];
  /** The scopes of the app-level token: `connections:write` by default. */
  readonly appTokenScopes?: readonly string[];
  /**
   * The types of blocks that this workspace does not take, although Slack knows them: none by default. `newestBlocks` are
   * those that a workspace may not have yet.
   */
  readonly refusedBlocks?: readonly string[];
  /** Whether calls of the Web API that come too fast are answered with 429: false by default. */
  readonly enforceRateLimits?: boolean;
  /** How much of what happened is kept: requests, deliveries, and messages of each channel; 1,000 of each by default. */
  readonly historyLimit?: number;
  /** The secret that signs requests to the app; random by default. */
  readonly signingSecret?: string;
  /** The bot token, starting with `xoxb-`; random by default. */
  readonly botToken?: string;
  /** The app-level token for Socket Mode, starting with `xapp-`; random by default. */
  readonly appToken?: string;
}

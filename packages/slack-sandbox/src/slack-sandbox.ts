import type { Clock } from './clock.ts';
import type { SandboxUser } from './sandbox-user.ts';
import type { ApiCall, Fault } from './web-api/api-call.ts';
import type { Message } from './workspace/message.ts';
import type { Channel, InstalledApp, Team, UserProfile } from './workspace/workspace-facts.ts';

/** What {@link createSlackSandbox} can be told. Everything has a default. */
export interface SlackSandboxOptions {
  /** The port to listen on; 0, the default, takes any free one. */
  readonly port?: number;
  /** The address to listen on: `127.0.0.1` by default. */
  readonly host?: string;
  /** Where the time comes from: the machine by default. */
  readonly clock?: Clock;
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
  /** The slash commands of the app, each with its slash. Where left out, Slack knows every command that is typed. */
  readonly slashCommands?: readonly string[];
  /** The scopes of the bot token: `commands`, `chat:write`, `users:read` and `channels:read` by default. */
  readonly scopes?: readonly string[];
  /** The secret that signs requests to the app; random by default. */
  readonly signingSecret?: string;
  /** The bot token, starting with `xoxb-`; random by default. */
  readonly botToken?: string;
  /** The app-level token for Socket Mode, starting with `xapp-`; random by default. */
  readonly appToken?: string;
}

/**
 * A Slack workspace with one app installed. It listens on one loopback port for the Web API, for `response_url`s and for
 * Socket Mode, and delivers interactions to the app by signed HTTP requests or through Socket Mode.
 */
export interface SlackSandbox extends AsyncDisposable {
  /** The base of the Web API, for `clientOptions.slackApiUrl` of Bolt. */
  readonly apiUrl: string;
  /** What signs the requests to the app. */
  readonly signingSecret: string;
  /** The bot token of the app. */
  readonly botToken: string;
  /** The app-level token, for Socket Mode. */
  readonly appToken: string;
  /** The workspace. */
  readonly team: Team;
  /** The installed app. */
  readonly app: InstalledApp;
  /** The people, without the app's bot user. */
  readonly users: readonly UserProfile[];
  /** The conversations. */
  readonly channels: readonly Channel[];
  /** The calls of the Web API so far, oldest first. None is ever dropped. */
  readonly requests: readonly ApiCall[];
  /** How many Socket Mode connections are open. */
  readonly socketConnections: number;
  /**
   * From now on delivers by signed HTTP requests to this URL. Apps refuse requests that are more than five minutes old by the
   * machine's time: a manual clock should start at the present.
   */
  connectHttp(requestUrl: string): void;
  /** From now on delivers through an open Socket Mode connection. This is how it starts. */
  useSocketMode(): void;
  /** Asks every Socket Mode connection to come back, as Slack does about once an hour, and sends nothing through it any more. */
  refreshSocketConnections(): void;
  /** The hands of a user. Throws a `SandboxUsageError` where there is no such user. */
  user(userId: string): SandboxUser;
  /**
   * Calls `listener` after everything that a person could see change, and when a call of the Web API comes and when it is
   * answered, whatever it changes. The answer ends it.
   */
  onChange(listener: () => void): () => void;
  /**
   * Waits until `read` answers something else than undefined or false, and answers it. It is read at once and after every
   * change. Rejects when the signal aborts or the sandbox is closed.
   */
  until<Value>(
    read: () => Value | undefined | false,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Value>;
  /** What a user sees in a channel, ephemeral messages included, in order. Nothing where the user is not a member. */
  messages(channelId: string, viewerId: string): readonly Message[];
  /**
   * Delivers the latest interaction once more, as Slack does where an acknowledgement was lost on its way. Answers whether
   * the app acknowledged it; what the acknowledgement says counts for nothing. Throws a `SandboxUsageError` where nobody
   * has done anything yet.
   */
  redeliver(): Promise<boolean>;
  /** Disturbs the next calls of a method: one, unless `times` says more. Several faults come in the order they were given. */
  fail(method: string, fault: Fault, times?: number): void;
}

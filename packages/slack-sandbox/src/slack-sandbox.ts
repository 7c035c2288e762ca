import type { DeliveryRecord } from './delivery/dispatch.ts';
import type { Acknowledgement } from './delivery/transport.ts';
import type { JsonObject } from './json.ts';
import type { SandboxUser } from './sandbox-user.ts';
import type { ApiCall, Fault } from './web-api/api-call.ts';
import type { TokenKind, TokenState } from './web-api/tokens.ts';
import type { ChannelChange, UserGroupChange } from './workspace/directory.ts';
import type { Message } from './workspace/message.ts';
import type { Channel, InstalledApp, Team, UserGroup, UserProfile } from './workspace/workspace-facts.ts';

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
  /** The groups of people. */
  readonly userGroups: readonly UserGroup[];
  /** The conversations. */
  readonly channels: readonly Channel[];
  /** The calls of the Web API, oldest first: the latest, as many as `historyLimit` says. */
  readonly requests: readonly ApiCall[];
  /**
   * What was sent to the app, each with how long it took and why it failed, oldest first: the latest, as many as
   * `historyLimit` says. Retries of events are records of their own.
   */
  readonly deliveries: readonly DeliveryRecord[];
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
  /** Warns every Socket Mode connection that it has ten seconds left, by the clock, and then asks it to come back. */
  warnSocketConnections(): void;
  /** Switches Socket Mode off: closes every connection and takes no new ones. `enableSocketMode` takes them again. */
  disableSocketMode(): void;
  /** Takes Socket Mode connections again. */
  enableSocketMode(): void;
  /** Cuts every Socket Mode connection without a word, as a network that fails does. */
  cutSocketConnections(): void;
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
  /**
   * Sends an event of the Events API with this `type` and these fields, and up to three times more where the app does not
   * acknowledge it: at once, after one minute and after five, by the clock. Answers whether the app acknowledged the first.
   * An event of a type that the app has not subscribed to is not sent, and answers false.
   */
  sendEvent(event: JsonObject & { readonly type: string }): Promise<boolean>;
  /**
   * Sends a slash command of these very fields, whatever they say, and answers what came back. For what nobody here can do, as
   * of somebody whose workspace is another one.
   */
  sendCommand(fields: Readonly<Record<string, string>>): Promise<Acknowledgement>;
  /** Sends an interaction other than a command in the same way, as of a button that an older version of the app has left. */
  sendInteraction(payload: JsonObject & { readonly type: string }): Promise<Acknowledgement>;
  /** Archives a conversation, or changes who is in it. Throws a `SandboxUsageError` where there is none. */
  changeChannel(channelId: string, change: ChannelChange): void;
  /** Changes who is in a group of people, or switches it off. Throws a `SandboxUsageError` where there is none. */
  changeUserGroup(userGroupId: string, change: UserGroupChange): void;
  /** From now on refuses a token in Slack's words, as after a revocation, or takes it again: `valid`. */
  setTokenState(token: TokenKind, state: TokenState): void;
  /**
   * Disturbs the next calls of a method, or with `response_url` the next answers to interactions: one, unless `times` says
   * more. Several faults come in the order they were given.
   */
  fail(method: string, fault: Fault, times?: number): void;
}

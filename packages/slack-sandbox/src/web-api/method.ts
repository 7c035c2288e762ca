import type { SocketMode } from '../delivery/socket-mode.ts';
import type { JsonObject } from '../json.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What a method can use. */
export interface MethodContext {
  readonly workspace: Workspace;
  readonly socketMode: SocketMode;
  /** Where Socket Mode connections are opened: `ws://…`. */
  readonly socketUrl: string;
  /** The scopes of the bot token. */
  readonly scopes: readonly string[];
}

/** A method of the Web API. */
export interface ApiMethod {
  /** The token that it wants: of the bot, of the app, or none. */
  readonly token: 'bot' | 'app' | 'none';
  /** The scopes of which the bot token needs one; any token does where there are none. */
  readonly scopes?: readonly string[];
  /** Does the work. Answers the fields beside `ok: true`, or throws a `Refusal`. */
  readonly call: (body: JsonObject, context: MethodContext) => JsonObject;
}

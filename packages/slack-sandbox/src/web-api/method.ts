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

/** A method of the Web API. Answers the fields beside `ok: true`, or throws a `Refusal`. */
export type ApiMethod = (body: JsonObject, context: MethodContext) => JsonObject;

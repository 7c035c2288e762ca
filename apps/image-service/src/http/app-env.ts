import type { Principal } from '../access/principal.ts';

/** Who a request is from, and where. */
export interface Caller {
  readonly principal: Principal;
  /** The IP address of the other end of the connection; undefined where there is no connection. */
  readonly address: string | undefined;
  /** Names the request in the log, in the audit log and in the answer's `X-Request-Id`. */
  readonly requestId: string;
}

/** What the middleware puts into the context of a request. */
export interface AppEnv {
  Variables: {
    requestId: string;
    /** There on all routes that ask for a token. */
    caller: Caller;
  };
  /** What node-server gives; missing where a request is handed in without a connection. */
  Bindings: { readonly incoming?: { readonly socket: { readonly remoteAddress?: string | undefined } } };
}

import type { JsonObject } from '../json.ts';

/** One call of the Web API by the app, for assertions. */
export interface ApiCall {
  /** The method's name, as in `chat.postMessage`. */
  readonly method: string;
  /** The arguments; values that were sent as JSON text in a form are parsed. */
  readonly body: JsonObject;
  /** What was answered. Missing while a call hangs, and where the connection was cut. */
  readonly response?: { readonly status: number; readonly body: JsonObject };
}

/** A disturbance of the Web API. */
export type Fault =
  | {
      /** 429 with a `Retry-After` header. */
      readonly kind: 'rate_limited';
      readonly retryAfterSeconds: number;
    }
  | {
      /** 200 with `{ ok: false, error }`. */
      readonly kind: 'error';
      readonly error: string;
    }
  | {
      /** A bare HTTP status, such as 500. */
      readonly kind: 'status';
      readonly status: number;
    }
  | {
      /** No answer, until the caller gives up or the sandbox is closed. */
      readonly kind: 'hang';
    }
  | {
      /** The connection is closed without an answer. */
      readonly kind: 'cut';
    };

import type { CallFacts } from './errors/images-error.ts';
import type { RetryOptions } from './retry-options.ts';

/**
 * What every call takes.
 *
 * @see [Calls](../README.md#calls)
 */
export interface CallOptions {
  /** Ends the call: its promise rejects with `signal.reason`, unchanged. */
  readonly signal?: AbortSignal;
  /**
   * How long the call may take, in ms, from asking for the token to the last byte of the answer, with all its attempts and
   * the pauses between them. Default: the client's.
   */
  readonly timeoutMs?: number;
  /** What to do where an attempt fails. What is left out is as the client has it. */
  readonly retry?: RetryOptions;
  /**
   * Told about the answer of success, before the promise resolves; for a list, about each page. What it throws does not
   * reach the call, because a deletion goes on whatever a hook does: it is a rejection that nobody handles.
   */
  readonly onResponse?: (response: ResponseInfo) => void;
}

/**
 * What came along with an answer. An error has the same fields.
 *
 * @see [Calls](../README.md#calls)
 */
export interface ResponseInfo extends CallFacts {
  /** The HTTP status of the answer: 200 to 299. */
  readonly httpStatus: number;
  /** The headers of the answer, as they came. */
  readonly headers: Headers;
}

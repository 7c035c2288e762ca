import type { StatusCode } from '@registry-images/model';

import type { CallFacts, ImagesErrorCode } from './errors/images-error.ts';
import type { MethodName } from './method-name.ts';

/**
 * Something that happened to a call. This is all that is ever logged: no header, no query, no body, no message of an
 * error, and so no token.
 *
 * @see [Observing calls](../README.md#observing-calls)
 */
export interface LogEntry extends CallFacts {
  /** `warn` for a call that failed, `info` for a repetition, `debug` for the rest. */
  readonly level: 'debug' | 'info' | 'warn';
  /** What happened. */
  readonly message: 'call succeeded' | 'call failed' | 'call aborted' | 'attempt failed';
  /** Which method of the client was called. */
  readonly method: MethodName;
  /** `GET` or `DELETE`. */
  readonly httpMethod: string;
  /** Without its query. */
  readonly url: string;
  /** Since the call began, in ms. */
  readonly durationMs: number;
  /** The code of the error, where there is one. */
  readonly errorCode: ImagesErrorCode | undefined;
  /** The code of the Status, where there is one. */
  readonly status: StatusCode | undefined;
  /** The pause before the next attempt, in ms, where there is one. */
  readonly delayMs: number | undefined;
}

/**
 * Told what happens to calls. What it throws does not reach the call: it is a rejection that nobody handles.
 *
 * @see [Observing calls](../README.md#observing-calls)
 */
export type Logger = (entry: LogEntry) => void;

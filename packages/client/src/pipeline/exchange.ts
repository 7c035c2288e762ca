import type { CallOptions } from '../call-options.ts';
import type { CallFacts, ImagesError } from '../errors/images-error.ts';
import type { MethodName } from '../method-name.ts';
import { redact } from '../redact.ts';

/** One call of a method, of which the request is not written yet. */
export interface Call<T> {
  readonly method: MethodName;
  readonly options: CallOptions;
  /** Reads the answer. Throws a DecodeError if it is not what the API says. */
  readonly decode: (json: unknown) => T;
  /** Sent with every attempt. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends the request of a call and gives what the answer says. */
export type Send = <T>(httpMethod: 'GET' | 'DELETE', url: string, call: Call<T>) => Promise<T>;

/** A call on its way through the pipeline. */
export interface Exchange<T = unknown> {
  readonly call: Call<T>;
  readonly httpMethod: string;
  readonly url: string;
  /** Sent with every attempt. */
  readonly headers: Readonly<Record<string, string>> | undefined;
  /** When the call must have ended, by the clock. */
  readonly deadlineMs: number;
  /** How long it may take, from its beginning to then. */
  readonly timeoutMs: number;
  /** Told before each pause. */
  readonly onRetry?: (error: ImagesError, delayMs: number) => void;
  readonly progress: Progress;
}

/** How far a call has come; the steps write into it. */
export interface Progress {
  /** How many requests were sent. */
  attempts: number;
  /** What the last request was sent with. No error may say it. */
  token?: string | undefined;
  /** The last answer; its body is not here. */
  response?: Response | undefined;
  /** Why it is repeated. */
  lastError?: ImagesError;
  /** Whether its time is up. */
  over?: boolean;
}

/** What is known of a call. Hardly anybody asks where it succeeds, so the headers are looked into only then. */
export function factsOf({ progress: { attempts, response, token } }: Pick<Exchange, 'progress'>): CallFacts {
  const header = (name: string): string | undefined =>
    redact(response?.headers.get(name) ?? undefined, token);
  return {
    attempts,
    httpStatus: response?.status,
    requestId: header('x-request-id'),
    serverTraceId: header('x-server-trace-id'),
  };
}

/** A step of the pipeline, which leads through all that come after it. The signal is the caller's. */
export type Step = <T>(exchange: Exchange<T>, signal: AbortSignal | undefined) => Promise<T>;

/** An answer, whatever it says, with its whole body in memory. */
export interface Answer {
  /** Its body has been read. */
  readonly response: Response;
  /** Undefined where it is too long: more than 32 MiB for success, more than 64 KiB for an error. */
  readonly text: string | undefined;
}

/** A step below those that know what an answer means. The signal is that of one attempt. */
export type AnswerStep = (exchange: Exchange, signal: AbortSignal) => Promise<Answer>;

/** A request for messages and logs. The query is left out: it may be long. */
export function nameOf({ httpMethod, url }: Pick<Exchange, 'httpMethod' | 'url'>): string {
  return `${httpMethod} ${withoutQuery(url)}`;
}

/** A URL without its query. */
export function withoutQuery(url: string): string {
  return url.replace(/\?.*/, '');
}

import type { CallOptions } from '../call-options.ts';
import type { CallFacts, ImagesError } from '../errors/images-error.ts';
import type { MethodName } from '../method-name.ts';

/** One call of a method, of which the request is not written yet. */
export interface Call<T> {
  readonly method: MethodName;
  readonly options: CallOptions;
  /** Reads the answer. Throws a DecodeError if it is not what the API says. */
  readonly decode: (json: unknown) => T;
  /** Tells the service that repeated requests are one; made once for all attempts. */
  readonly idempotencyKey?: string;
  /** What the image has to be, as the header of that name has it. */
  readonly ifMatch?: string;
}

/** Sends the request of a call and gives what the answer says. */
export type Send = <T>(request: Pick<Request, 'method' | 'url'>, call: Call<T>) => Promise<T>;

/** A call on its way through the pipeline. */
export interface Exchange<T = unknown> {
  readonly call: Call<T>;
  readonly httpMethod: string;
  readonly url: string;
  /** Sent with every attempt. */
  readonly headers: Readonly<Record<string, string>>;
  /** When the call must have ended, by the clock. */
  readonly deadlineMs: number;
  /** Told before each pause. */
  readonly onRetry: (error: ImagesError, delayMs: number) => void;
  /** What is known by now; the steps write into it. */
  readonly facts: { -readonly [Name in keyof CallFacts]: CallFacts[Name] };
}

/** A step of the pipeline, which leads through all that come after it. */
export type Step = <T>(exchange: Exchange<T>, signal: AbortSignal) => Promise<T>;

/** An answer, whatever it says, with its whole body in memory. */
export interface Answer {
  readonly httpStatus: number;
  readonly headers: Headers;
  /** Of an error no more than its beginning. */
  readonly text: string;
}

/** A step below those that know what an answer means. */
export type AnswerStep = (exchange: Exchange, signal: AbortSignal) => Promise<Answer>;

/** A request for messages and logs. The query is left out: it may be long. */
export function nameOf({ httpMethod, url }: Pick<Exchange, 'httpMethod' | 'url'>): string {
  return `${httpMethod} ${withoutQuery(url)}`;
}

/** A URL without its query. */
export function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

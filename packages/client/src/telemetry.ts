import type { CallFacts, ImagesError } from './errors/images-error.ts';
import type { MethodName } from './method-name.ts';

/**
 * A call that begins.
 *
 * @see [Observing calls](../README.md#observing-calls)
 */
export interface TracedCall {
  /** Which method of the client was called. */
  readonly method: MethodName;
  /** `GET` or `DELETE`. */
  readonly httpMethod: string;
  /** Without its query. */
  readonly url: string;
}

/**
 * What a call tells while it runs. What these throw does not reach the call: it is a rejection that nobody handles.
 *
 * @see [Observing calls](../README.md#observing-calls)
 */
export interface CallTrace {
  /** Sent with every request of the call, e.g. `traceparent`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Told before each pause, which takes `delayMs` ms, `error` being what the attempt before it failed with. */
  onRetry(facts: CallFacts, error: ImagesError, delayMs: number): void;
  /** Told once at the end, `error` being what the call rejects with. */
  onEnd(facts: CallFacts, error?: unknown): void;
}

/**
 * Observes calls. `openTelemetry()` of `@registry-images/client/opentelemetry` makes one.
 *
 * @see [Observing calls](../README.md#observing-calls)
 */
export interface Telemetry {
  /** Runs a call, and gives what it gives. */
  trace<T>(call: TracedCall, run: (trace: CallTrace) => Promise<T>): Promise<T>;
}

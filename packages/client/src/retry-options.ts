import { checkInteger, maxTimeoutMs } from './arguments.ts';

/**
 * How a call is repeated that failed in a way that may pass: no whole answer, an attempt that took too long, UNAVAILABLE,
 * a proxy that got no answer, and RESOURCE_EXHAUSTED where the service says when to come back. Other errors are not
 * repeated: https://google.aip.dev/194.
 *
 * The pauses are chosen at random between 0 and a bound that doubles with each attempt ("full jitter"). A pause that the
 * service asks for is added. Where the pause would outlast the call's `timeoutMs`, the call fails at once.
 *
 * @see [What is repeated](../README.md#what-is-repeated)
 */
export interface RetryOptions {
  /** How often a request is sent at most, the first time included; 1 for never again. Default: 4. */
  readonly maxAttempts?: number;
  /** The bound of the first pause, in ms. Default: 500. */
  readonly firstDelayMs?: number;
  /** The largest bound of a pause, in ms. Default: 10 000. */
  readonly maxDelayMs?: number;
  /** How long one attempt may take, in ms. Default: 15 000. */
  readonly attemptTimeoutMs?: number;
}

/** Retry options with nothing left out. */
export type RetryPolicy = Required<RetryOptions>;

/** What holds where nothing else is said. */
export const defaultRetryPolicy: RetryPolicy = {
  maxAttempts: 4,
  firstDelayMs: 500,
  maxDelayMs: 10_000,
  attemptTimeoutMs: 15_000,
};

/**
 * Fills in what the options leave out.
 *
 * @throws InvalidArgumentError if an option cannot be right.
 */
export function toRetryPolicy(options: RetryOptions, defaults: RetryPolicy): RetryPolicy {
  // Not by a spread, in which an option that is undefined would take away the default.
  const checked = (name: keyof RetryOptions, minimum: number, maximum: number): number =>
    checkInteger(`retry.${name}`, options[name] ?? defaults[name], minimum, maximum);
  return {
    maxAttempts: checked('maxAttempts', 1, 100),
    firstDelayMs: checked('firstDelayMs', 0, 3_600_000),
    maxDelayMs: checked('maxDelayMs', 0, 3_600_000),
    attemptTimeoutMs: checked('attemptTimeoutMs', 1, maxTimeoutMs),
  };
}

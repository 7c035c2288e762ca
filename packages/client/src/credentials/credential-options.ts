import { checkTimeoutMs } from '../arguments.ts';
import { systemClock, type Clock } from '../clock.ts';

/**
 * What every credential takes that asks an endpoint for tokens.
 *
 * @see [Credentials](../../README.md#credentials)
 */
export interface CredentialOptions {
  /** What the credential is called in logs and messages; no secret. Default: its kind, and what tells it apart. */
  readonly description?: string;
  /** Sends a request for a token. Default: `globalThis.fetch`, looked up at each request. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** How long it may take to get a token, in ms. Default: 10 000; 3 000 for the metadata service. */
  readonly timeoutMs?: number;
  /** Time; for tests, which do not want to wait. */
  readonly clock?: Clock;
}

/** The options with their defaults. */
export interface CredentialSettings {
  readonly description: string;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/**
 * Fills in the defaults.
 *
 * @throws InvalidArgumentError if `timeoutMs` cannot be right.
 */
export function credentialSettings(options: CredentialOptions, description: string): CredentialSettings {
  return {
    description: options.description ?? description,
    fetch: options.fetch ?? ((request) => globalThis.fetch(request)),
    timeoutMs: checkTimeoutMs(options.timeoutMs ?? 10_000),
    clock: options.clock ?? systemClock,
  };
}

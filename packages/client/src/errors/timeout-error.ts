import { ImagesError, type ImagesErrorOptions } from './images-error.ts';

/**
 * The call took longer than it may. Whether the service acted on it is unknown. The cause is what went wrong before, if
 * the time was up while the call was being repeated.
 *
 * @see [Errors](../../README.md#errors)
 */
export class TimeoutError extends ImagesError {
  override readonly name = 'TimeoutError';
  override readonly code = 'TIMEOUT';
  /** How long the call, or one attempt of it, was allowed to take, in ms. */
  declare readonly timeoutMs: number;

  constructor(message: string, timeoutMs: number, options?: ImagesErrorOptions) {
    super(message, { retryable: true, ...options });
    this.timeoutMs = timeoutMs;
  }
}

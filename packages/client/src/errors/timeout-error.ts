import { ImagesError } from './images-error.ts';

/** The call took longer than it may. Whether the service acted on it is unknown. */
export class TimeoutError extends ImagesError {
  override readonly name = 'TimeoutError';
  override readonly code = 'TIMEOUT';
  /** How long the call was allowed to take. */
  readonly timeoutMs: number;

  constructor(message: string, timeoutMs: number) {
    super(message);
    this.timeoutMs = timeoutMs;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), timeoutMs: this.timeoutMs };
  }
}

import { ImagesError } from './images-error.ts';

/**
 * There was no whole answer: refused, reset, cut off, no such host, or a redirect, which is never followed.
 *
 * @see [Errors](../../README.md#errors)
 */
export class ConnectionError extends ImagesError {
  override readonly name = 'ConnectionError';
  override readonly code = 'CONNECTION';
}

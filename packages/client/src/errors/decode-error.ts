import { ImagesError, type ImagesErrorOptions } from './images-error.ts';

/**
 * The service answered with success, but not what the API says it answers.
 *
 * @see [Errors](../../README.md#errors)
 */
export class DecodeError extends ImagesError {
  override readonly name = 'DecodeError';
  override readonly code = 'DECODE';
  /** The first wrong place in the body, as a JSON pointer (RFC 6901); empty for the body as a whole. */
  declare readonly pointer: string;

  constructor(message: string, pointer: string, options?: ImagesErrorOptions) {
    super(message, options);
    this.pointer = pointer;
  }
}

/** What `decode` gives; where it throws a DecodeError, what `fallback` makes of that. */
export function decodeOr<T>(decode: () => T, fallback: (error: DecodeError) => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof DecodeError) return fallback(error);
    throw error;
  }
}

import { ImagesError } from './images-error.ts';

/**
 * An argument cannot be right. Nothing was sent.
 *
 * @see [Errors](../../README.md#errors)
 */
export class InvalidArgumentError extends ImagesError {
  override readonly name = 'InvalidArgumentError';
  override readonly code = 'INVALID_ARGUMENT';
  /** The name of the argument or option. */
  declare readonly argument: string;

  constructor(argument: string, problem: string) {
    super(`${argument} ${problem}`);
    this.argument = argument;
  }
}

import { ImagesError } from './images-error.ts';

/**
 * There is no token: the credential failed, or what it gave cannot be one. The request that needed it was not sent.
 *
 * @see [Errors](../../README.md#errors)
 */
export class CredentialError extends ImagesError {
  override readonly name = 'CredentialError';
  override readonly code = 'CREDENTIAL';
}

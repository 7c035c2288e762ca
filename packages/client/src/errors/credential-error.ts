import { ImagesError } from './images-error.ts';

/** `getToken` failed, or what it gave cannot be a token. Nothing was sent. */
export class CredentialError extends ImagesError {
  override readonly name = 'CredentialError';
  override readonly code = 'CREDENTIAL';
}

import { isApiError, isImagesError, OperationFailedError, type ImagesError } from '@registry-images/client';
import type { StatusCode } from '@registry-images/model';

import type { ImageState } from '../state/deletion-request.ts';

/** Where an error leaves the deletion of an image: at an end, or `unsure`, when asking again may tell. */
export type ErrorEnd = Exclude<ImageState, 'pending' | 'running' | 'changed'> | 'unsure';

/** Answers that say that the registry will not, whatever was sent before. */
const refusals: ReadonlySet<StatusCode> = new Set(['FAILED_PRECONDITION', 'PERMISSION_DENIED']);

/** Answers that say that this request was not acted on. */
const notActedOn: ReadonlySet<StatusCode> = new Set([
  'UNAUTHENTICATED',
  'INVALID_ARGUMENT',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'RESOURCE_EXHAUSTED',
  'ABORTED',
  'ALREADY_EXISTS',
]);

/** Where an error of a look at an image leaves it. `isAgain`: the order to delete it may have been given before. */
export function endOfLook(error: unknown, isAgain: boolean): ErrorEnd {
  if (isApiError(error) && error.status === 'NOT_FOUND') return isAgain ? 'deleted' : 'gone';
  if (isAgain) return isRetryable(error) ? 'unsure' : 'unknown';
  return isApiError(error) && refusals.has(error.status) ? 'refused' : 'failed';
}

/** Where an error of the order to delete an image leaves it. `isAgain`: the order may have been given before. */
export function endOfOrder(error: unknown, isAgain: boolean): ErrorEnd {
  if (!isImagesError(error)) return 'unknown';
  // An answer to a repeated request may be the echo of the one whose answer got lost.
  const isRepeated = isAgain || error.attempts > attemptsWithoutEcho(error);
  if (isApiError(error)) {
    if (error.status === 'NOT_FOUND') return isRepeated ? 'deleted' : 'gone';
    if (refusals.has(error.status)) return 'refused';
    if (notActedOn.has(error.status) && !isRepeated) return 'failed';
  }
  const neverSent = error.code === 'CREDENTIAL' || error.code === 'INVALID_ARGUMENT';
  if (neverSent && !isRepeated) return 'failed';
  return isRetryable(error) ? 'unsure' : 'unknown';
}

/** A client whose token was refused asks once more with a new one; nothing else is repeated that was answered for sure. */
function attemptsWithoutEcho(error: ImagesError): number {
  return isApiError(error) && error.status === 'UNAUTHENTICATED' ? 2 : 1;
}

/** Where an error of the wait for an operation leaves its image. */
export function endOfWait(error: unknown): ErrorEnd {
  if (error instanceof OperationFailedError) return refusals.has(error.status) ? 'refused' : 'failed';
  return isRetryable(error) ? 'unsure' : 'unknown';
}

function isRetryable(error: unknown): boolean {
  return isImagesError(error) && error.retryable;
}

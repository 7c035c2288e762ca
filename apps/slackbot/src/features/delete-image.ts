import {
  isApiError,
  OperationFailedError,
  OperationTimeoutError,
  type ImagesClient,
} from '@registry-images/client';
import type { Image } from '@registry-images/model';

import { imageFingerprint } from '../confirmation.ts';

/** What became of a deletion. */
export type Deletion =
  | { readonly outcome: 'deleted'; readonly image: Image }
  /** The image was gone before. */
  | { readonly outcome: 'gone' }
  /** The image is not what the user was shown. Nothing was deleted. */
  | { readonly outcome: 'changed'; readonly image: Image };

/** The registry has taken the order to delete an image, and then could not be asked what became of it. */
export class DeletionNotFollowedError extends Error {
  override readonly name = 'DeletionNotFollowedError';
  readonly imageId: string;
  readonly operationId: string;

  constructor(imageId: string, operationId: string, cause: unknown) {
    super(`Operation ${operationId} deletes image ${imageId}; its end could not be seen.`, { cause });
    this.imageId = imageId;
    this.operationId = operationId;
  }
}

/** What to delete, and who wants to hear of it. */
export interface DeletionRequest {
  readonly imageId: string;
  /** The `imageFingerprint` of what the user agreed to. */
  readonly fingerprint: string;
  /** Told when the deletion starts and whenever the operation was looked at. */
  readonly onProgress: (image: Image) => void;
}

/**
 * Deletes an image if it still is what the user agreed to, and waits for the end of the operation.
 *
 * The API has no conditional delete: a tag that moves between the last look and the deletion goes with the image.
 *
 * @throws ImagesError if the registry refuses, fails or cannot be asked.
 * @throws DeletionNotFollowedError if it cannot be asked any more once it has taken the order.
 * @throws the abort reason of `signal`, upon which the operation goes on.
 */
export async function deleteImage(
  { images }: Pick<ImagesClient, 'images'>,
  { imageId, fingerprint, onProgress }: DeletionRequest,
  signal: AbortSignal,
): Promise<Deletion> {
  const image = await images.get(imageId, { signal }).catch(undefinedIfNotFound);
  if (!image) return { outcome: 'gone' };
  if (imageFingerprint(image) !== fingerprint) return { outcome: 'changed', image };
  onProgress(image);
  const handle = await images.delete(imageId, { signal }).catch(undefinedIfNotFound);
  if (!handle) return { outcome: 'gone' };
  await handle.wait({ signal, onProgress: () => onProgress(image) }).catch((error: unknown) => {
    if (isEnd(error) || signal.aborted) throw error;
    throw new DeletionNotFollowedError(imageId, handle.id, error);
  });
  return { outcome: 'deleted', image };
}

/** Whether the error of a wait says how the operation itself stands. */
function isEnd(error: unknown): boolean {
  return error instanceof OperationFailedError || error instanceof OperationTimeoutError;
}

function undefinedIfNotFound(error: unknown): undefined {
  if (!isApiError(error) || error.status !== 'NOT_FOUND') throw error;
}

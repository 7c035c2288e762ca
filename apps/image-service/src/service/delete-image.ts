import { shortDigest, type Operation } from '@registry-images/model';

import { invalidArgument, referencedError } from '../errors.ts';
import type { Operations } from '../operations/operations.ts';
import type { ImageSource } from '../source/image-source.ts';
import { findImage } from './get-image.ts';

/** What deleting needs. */
export interface DeleteImageDeps {
  readonly source: ImageSource;
  readonly operations: Operations;
}

/** Which image to delete, and for whom. */
export interface DeleteImageInput {
  readonly imageId: string;
  /** Who asks, for the operation. */
  readonly caller: string;
  /** Tells repeated requests from new ones. */
  readonly idempotencyKey?: string | undefined;
}

/**
 * Starts to delete an image with every tag of it, and answers with the operation. While one is under way for the image,
 * that one is answered again; so is, as long as it is remembered, the one that a request with the same key started.
 *
 * @throws ServiceError `NOT_FOUND`; `FAILED_PRECONDITION` while another image contains this one; `INVALID_ARGUMENT` for a
 *   key that was used for another image.
 */
export async function deleteImage(
  { source, operations }: DeleteImageDeps,
  { imageId, caller, idempotencyKey }: DeleteImageInput,
  signal: AbortSignal,
): Promise<Operation> {
  const started = operations.startedWith(idempotencyKey) ?? operations.running(imageId);
  if (started && started.metadata.imageId !== imageId) {
    throw invalidArgument(
      'Idempotency-Key',
      'was used for another image: every deletion needs a key of its own.',
    );
  }
  if (started) return started;
  const image = await findImage(source, imageId, signal);
  const parents = await image.parents(signal);
  if (parents.length > 0) throw referencedError(parents);

  // Another request may have started meanwhile. Once started, the caller going away stops nothing: it is promised.
  return (
    operations.running(imageId) ??
    operations.start({
      description: `Delete image ${image.name}@${shortDigest(image.digest)}`,
      createdBy: caller,
      imageId,
      idempotencyKey,
      work: () => image.delete(),
    })
  );
}

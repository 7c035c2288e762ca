import type { ImagesClient, OperationState } from '@registry-images/client';

import { deletionKey, type DeletionRequest, type RequestedImage } from '../state/deletion-request.ts';
import type { DeletionEvent } from '../state/transition.ts';
import { endOfLook, endOfOrder, endOfWait, type ErrorEnd } from './deletion-end.ts';
import { imageFingerprint } from './image-fingerprint.ts';

/** How the deletion of an image has gone on, and, where something went wrong, the error. */
export type ImageProgress = Omit<
  Extract<DeletionEvent, { kind: 'progress' }>,
  'kind' | 'imageId' | 'message'
> & {
  readonly error?: unknown;
};

/** What the deletion of one image of a request needs. */
export interface ImageRun {
  readonly images: ImagesClient;
  readonly request: DeletionRequest;
  /** Stores how far an image has come, for a restart to go on from; false if somebody else has taken over. */
  readonly report: (image: RequestedImage, progress: ImageProgress) => Promise<boolean>;
  /** Told that the bot is still at it. */
  readonly onTick: () => void;
  /** Whether one may still hope for an answer of the registry. */
  readonly mayWait: () => boolean;
  readonly signal: AbortSignal;
}

/**
 * Deletes an image of a request if it still is what was agreed to, from wherever an earlier attempt has got to. Each step is
 * stored before the next: `running` before the registry is told, the operation once it has a name. Where the registry
 * cannot say what has become of it, the image stays `running`, for a later attempt, as long as there is hope.
 *
 * @throws what `report` throws; the abort reason of `signal`, upon which the image stays as it is.
 */
export async function deleteRequestedImage(run: ImageRun, image: RequestedImage): Promise<void> {
  const operation = image.operation ?? (await order(run, image));
  if (operation) await follow(run, image, operation);
}

/** Tells the registry to delete the image; undefined if there is no operation to wait for. */
async function order(run: ImageRun, image: RequestedImage): Promise<OperationState | undefined> {
  const { images } = run.images;
  const { imageId } = image;
  // The bot stopped after `running` was stored, perhaps before the registry was told, perhaps after.
  const isAgain = image.state === 'running';
  const looked = await settled(run, images.previewDelete(imageId, { signal: run.signal }));
  if ('error' in looked) {
    await end(run, image, endOfLook(looked.error, isAgain), looked.error);
    return undefined;
  }
  const preview = looked.value;
  if (imageFingerprint(preview.image) !== image.fingerprint) {
    // An image that the registry is taking apart looks changed, too.
    await run.report(image, { state: isAgain ? 'unknown' : 'changed' });
    return undefined;
  }
  if (!(await run.report(image, { state: 'running' }))) return undefined;
  const idempotencyKey = deletionKey(run.request, imageId);
  const ordered = await settled(
    run,
    images.delete(imageId, {
      idempotencyKey,
      // So that a tag that moves to it in between does not go with it, where the registry can tell.
      ...(preview.isComplete && { ifMatch: preview.etag }),
      signal: run.signal,
    }),
  );
  if ('error' in ordered) {
    await end(run, image, endOfOrder(ordered.error, isAgain), ordered.error);
    return undefined;
  }
  const operation = ordered.value.toJSON();
  await run.report(image, { state: 'running', operation });
  return operation;
}

/** Waits for the end of an operation. */
async function follow(run: ImageRun, image: RequestedImage, operation: OperationState): Promise<void> {
  const handle = run.images.operations.resume(operation);
  const waited = await settled(run, handle.wait({ signal: run.signal, onProgress: run.onTick }));
  if ('error' in waited) await end(run, image, endOfWait(waited.error), waited.error);
  else await run.report(image, { state: 'deleted' });
}

async function end(run: ImageRun, image: RequestedImage, reached: ErrorEnd, error: unknown): Promise<void> {
  if (reached === 'deleted' || reached === 'gone') await run.report(image, { state: reached });
  else if (reached !== 'unsure') await run.report(image, { state: reached, error });
  else await run.report(image, { state: run.mayWait() ? 'running' : 'unknown', error });
}

/** What comes of a call of the registry. That the bot stops is not its doing, and is thrown. */
async function settled<Value>(
  { signal }: ImageRun,
  call: Promise<Value>,
): Promise<{ readonly value: Value } | { readonly error: unknown }> {
  try {
    return { value: await call };
  } catch (error) {
    signal.throwIfAborted();
    return { error };
  }
}

import type { Image } from '@registry-images/model';
import type { ModalView } from '@slack/types';

import type { Confirmation } from '../confirmation.ts';
import { describeFailure, type Failure } from '../failure.ts';
import { deleteImage, DeletionNotFollowedError, type Deletion } from '../features/delete-image.ts';
import { errorFields, imageFields } from '../log.ts';
import { confirmView, messageView, progressView } from '../views/delete-modal.ts';
import { imagePhrase, type ViewContext } from '../views/image-facts.ts';
import { code } from '../views/mrkdwn.ts';
import type { ListenerDeps } from './listener-deps.ts';
import type { Modal } from './modal.ts';

/** How a confirmed deletion ended. */
export interface DeletionEnd {
  /** A word for the log. */
  readonly outcome: string;
  /** What the modal shows. */
  readonly view: ModalView;
  /** What is also told outside of the modal, as mark-up; missing while the user is asked again. */
  readonly announcement?: string;
  /** The image, if it was deleted. */
  readonly deleted?: Image;
}

/** Deletes what was confirmed, showing the progress in the modal. Never rejects. */
export async function runDeletion(
  deps: Omit<ListenerDeps, 'deletions'>,
  confirmation: Confirmation,
  modal: Modal,
): Promise<DeletionEnd> {
  const startedMs = deps.clock.now();
  const context = (): ViewContext => ({ scope: deps.scope, nowMs: deps.clock.now() });
  let image: Image | undefined;
  try {
    const deletion = await deleteImage(
      deps.images,
      {
        imageId: confirmation.imageId,
        fingerprint: confirmation.fingerprint,
        onProgress: (found) => {
          image = found;
          void modal.show(progressView(found, deps.clock.now() - startedMs, context()));
        },
      },
      deps.stopping,
    );
    return describeDeletion(deletion, { ...confirmation, confirmationId: deps.newId() }, context());
  } catch (error) {
    const failure: Failure = describeFailure(error, deps.newId);
    const { outcome, incidentId } = failure;
    deps.log.error('failed', {
      action: 'delete',
      user: confirmation.userId,
      imageId: confirmation.imageId,
      ...(image && { image: imageFields(image) }),
      outcome,
      incidentId,
      error: errorFields(error),
    });
    const what = image ? imagePhrase(image, deps.scope) : `image ${code(confirmation.imageId)}`;
    const begun = error instanceof DeletionNotFollowedError;
    const announcement = `Deleting ${what} ${begun ? 'has begun' : 'did not come to its end'}. ${failure.text}`;
    return { outcome, view: messageView(announcement), announcement };
  }
}

/** `next` is the confirmation that is asked for if the image has changed. */
function describeDeletion(deletion: Deletion, next: Confirmation, context: ViewContext): DeletionEnd {
  const { outcome } = deletion;
  if (outcome === 'changed') {
    return { outcome, view: confirmView(deletion.image, next, context, { changed: true }) };
  }
  if (outcome === 'gone') {
    const announcement = `Image ${code(next.imageId)} was gone already. Nothing was deleted.`;
    return { outcome, view: messageView(announcement), announcement };
  }
  const announcement = `Deleted ${imagePhrase(deletion.image, context.scope)}.`;
  return { outcome, view: messageView(announcement), announcement, deleted: deletion.image };
}

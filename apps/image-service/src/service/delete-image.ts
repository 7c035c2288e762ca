import { shortDigest, type Operation } from '@registry-images/model';

import type { Principal } from '../access/principal.ts';
import { invalidArgument, ServiceError } from '../errors.ts';
import type { Deletion, NewDeletion } from '../operations/deletion.ts';
import type { Operations } from '../operations/operations.ts';
import { toOperation } from '../operations/wire-operation.ts';
import { refusedError } from '../refusal.ts';
import type { StoredImage } from '../store/image-store.ts';
import type { Sync } from '../sync/sync.ts';
import { recordRefusal, recordRepeat, type AuditDeleteDeps } from './audit-delete.ts';
import { changedRefusal, refusalsOf } from './delete-refusals.ts';
import { planDeletion, stepsOf, type PlanStore } from './deletion-plan.ts';
import { findImage, imageNotFound, type FindImageDeps } from './find-image.ts';
import { isMatch } from './if-match.ts';
import { lookBriefly, type LookBrieflyDeps } from './look-briefly.ts';

/** What deleting needs. */
export interface DeleteImageDeps extends FindImageDeps, AuditDeleteDeps, LookBrieflyDeps {
  readonly store: PlanStore;
  readonly sync: Pick<Sync, 'freshen' | 'refresh'>;
  readonly operations: Operations;
  /** The patterns of the tags that may not be deleted, by registry. */
  readonly protectedTags: ReadonlyMap<string, readonly string[]>;
}

/** Which image to delete, how, and for whom. */
export interface DeleteImageInput {
  readonly imageId: string;
  readonly deleteReferrers?: boolean | undefined;
  readonly deleteOrphanedChildren?: boolean | undefined;
  /** What the image has to be: its digest, or the etag of a preview. */
  readonly ifMatch?: string | undefined;
  /** Tells repeated requests from new ones. */
  readonly idempotencyKey?: string | undefined;
  readonly principal: Principal;
  /** Where the request came from, and its id, for the audit log. */
  readonly address?: string | undefined;
  readonly requestId?: string | undefined;
}

/**
 * Starts to delete an image with every tag of it, and answers with the operation. It is in the journal by then, and will
 * be finished even if the service is not. While one is under way for the image, that one is answered again; so is, as long
 * as it is remembered, the one that the caller has asked for with the same key.
 *
 * @throws ServiceError `NOT_FOUND`; `PERMISSION_DENIED`; `FAILED_PRECONDITION` while another image contains this one, or
 *   for a protected tag; `ABORTED` where it is not what `ifMatch` says, or is being deleted with other options or without
 *   what `ifMatch` asks for;
 *   `INVALID_ARGUMENT` for a key that was used for something else.
 */
export async function deleteImage(
  deps: DeleteImageDeps,
  input: DeleteImageInput,
  signal: AbortSignal,
): Promise<Operation> {
  let image: StoredImage | undefined;
  try {
    const earlier = findEarlier(deps.operations, input);
    if (earlier) return joined(deps, input, earlier);
    image = await findImage(deps, input.imageId, input.principal, signal);
    assertAllowed(input.principal, image.name);
    // What is known may be old. The step of the deletion looks however long that takes, and decides by what is there.
    await lookBriefly(deps, image.name, signal);
    const meanwhile = findEarlier(deps.operations, input);
    return meanwhile ? joined(deps, input, meanwhile) : toOperation(accept(deps, input));
  } catch (error) {
    const isGone = signal.aborted && error === signal.reason;
    const reason = isGone ? new ServiceError('CANCELLED', 'The caller went away.') : error;
    recordRefusal(deps, input, reason, image);
    throw error;
  }
}

/**
 * Starts the deletion. All in the turn of the event loop in which no earlier operation was found, so that of two requests
 * at once the second finds the operation of the first.
 */
function accept({ store, operations, protectedTags }: DeleteImageDeps, input: DeleteImageInput): Deletion {
  const { imageId, ifMatch, principal, address, requestId } = input;
  const image = store.get(imageId);
  if (!image) throw imageNotFound(imageId);

  const options = optionsOf(input);
  const plan = planDeletion(store, image, options);
  const refusals = refusalsOf(plan, protectedTags.get(image.registryId) ?? []);
  if (ifMatch !== undefined && !isMatch(ifMatch, [image.digest, plan.etag])) {
    refusals.unshift(changedRefusal(imageId));
  }
  if (refusals.length > 0) throw refusedError(refusals);

  const isPreviewed = ifMatch !== undefined && !isMatch(ifMatch, [image.digest]);
  const deletion: NewDeletion = {
    description: `Delete image ${image.name}@${shortDigest(image.digest)}`,
    caller: principal.name,
    address,
    requestId,
    imageId,
    repository: image.name,
    options: { ...options, ...(isPreviewed && { etag: plan.etag }) },
    steps: stepsOf(plan),
  };
  return operations.start(deletion, input.idempotencyKey);
}

/** The operation that the request, or one like it, has started before. */
function findEarlier(operations: Operations, input: DeleteImageInput): Deletion | undefined {
  const { imageId, ifMatch, idempotencyKey, principal } = input;
  const started = operations.startedWith(principal.name, idempotencyKey);
  if (started && (started.imageId !== imageId || !hasOptions(started, input))) {
    throw invalidArgument(
      'Idempotency-Key',
      'was used for another image, or with other options: every deletion needs a key of its own.',
    );
  }
  const earlier = started ?? operations.underWay(imageId);
  if (!earlier) return undefined;
  if (!principal.canRead(earlier.repository)) throw imageNotFound(imageId);
  assertAllowed(principal, earlier.repository);
  if (!hasOptions(earlier, input)) {
    throw new ServiceError(
      'ABORTED',
      `Image ${imageId} is being deleted with other options, by operation ${earlier.id}: wait for its end.`,
    );
  }
  // Only an operation that was started with the etag of a preview holds on to what the preview showed.
  const { options, steps } = earlier;
  const promised = [steps[0]?.digest, options.etag].filter((etag) => etag !== undefined);
  if (ifMatch !== undefined && !isMatch(ifMatch, promised)) {
    throw new ServiceError(
      'ABORTED',
      `Operation ${earlier.id} deletes image ${imageId} without what If-Match asks for: wait for its end.`,
    );
  }
  return earlier;
}

function hasOptions({ options }: Deletion, input: DeleteImageInput): boolean {
  const { deleteReferrers, deleteOrphanedChildren } = optionsOf(input);
  return (
    options.deleteReferrers === deleteReferrers && options.deleteOrphanedChildren === deleteOrphanedChildren
  );
}

function optionsOf({ deleteReferrers = false, deleteOrphanedChildren = false }: DeleteImageInput): {
  deleteReferrers: boolean;
  deleteOrphanedChildren: boolean;
} {
  return { deleteReferrers, deleteOrphanedChildren };
}

function assertAllowed(principal: Principal, repository: string): void {
  if (principal.canDelete(repository)) return;
  throw new ServiceError('PERMISSION_DENIED', `${principal.name} may not delete images of ${repository}.`);
}

/** Answers with an operation that there is. Whoever asks for it once more has asked for it, too. */
function joined(deps: DeleteImageDeps, input: DeleteImageInput, earlier: Deletion): Operation {
  const { operations } = deps;
  const { idempotencyKey, principal } = input;
  if (idempotencyKey !== undefined && !operations.startedWith(principal.name, idempotencyKey)) {
    operations.join(earlier.id, principal.name, idempotencyKey);
  }
  recordRepeat(deps, input, earlier);
  return toOperation(earlier);
}

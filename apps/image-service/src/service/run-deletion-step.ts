import { isOciError } from '@registry-images/oci';
import type { Logger } from 'pino';

import { isServiceError, ServiceError } from '../errors.ts';
import type { Deletion, DeletionStep, StepOutcome } from '../operations/deletion.ts';
import type { RunStep } from '../operations/operations.ts';
import { refusedError } from '../refusal.ts';
import { withOciErrors } from '../source/oci-error.ts';
import { findRepository, type Source } from '../source/source.ts';
import { imageId } from '../store/image-id.ts';
import type { StoredImage } from '../store/image-store.ts';
import type { Sync } from '../sync/sync.ts';
import { changedRefusal, refusalsOf } from './delete-refusals.ts';
import { planDeletion, type PlanStore } from './deletion-plan.ts';

/** What deleting in a source needs. */
export interface RunDeletionStepDeps {
  readonly store: PlanStore;
  readonly sync: Pick<Sync, 'refresh'>;
  readonly sources: readonly Source[];
  /** The patterns of the tags that may not be deleted, by registry. */
  readonly protectedTags: ReadonlyMap<string, readonly string[]>;
  readonly logger: Logger;
}

/**
 * Makes what does the steps of deletions: it looks at the repository again, because much may have happened since the
 * operation was accepted, and deletes. Looking takes as long as it takes: each request has its limit, and a look that was
 * given up after some time would be as long the next time.
 *
 * What may not go any more is an error where it is the image itself, and kept where it is what should go with it.
 */
export function createStepRunner(deps: RunDeletionStepDeps): RunStep {
  return async (deletion, step, signal) => {
    if (step.role === 'image') return runStep(deps, deletion, step, signal);
    try {
      return await runStep(deps, deletion, step, signal);
    } catch (error) {
      if (!isServiceError(error)) throw error;
      throw new ServiceError(
        error.code,
        `The image is deleted; not all is that should go with it. ${error.message}`,
        { details: [...error.details], cause: error },
      );
    }
  };
}

async function runStep(
  deps: RunDeletionStepDeps,
  deletion: Deletion,
  step: DeletionStep,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const { store, sync, sources, logger } = deps;
  const { repository: name, id: operation } = deletion;
  signal.throwIfAborted();
  const repository = findRepository(sources, name);
  if (!repository) {
    throw new ServiceError('FAILED_PRECONDITION', `The registry of ${name} is not configured any more.`);
  }
  await sync.refresh(name, signal, { untilStill: true });
  const image = store.get(imageId(name, step.digest));
  if (!image) return 'gone';
  if (step.role === 'image') assertDeletable(deps, deletion, step, image);
  else if (!isDeletable(deps, deletion, step, image)) return 'kept';

  // Neither a restart nor a caller who goes away stops what the source has been asked for: the answer counts.
  const deleted = await withOciErrors(name, () =>
    repository.delete(step.digest).catch((error: unknown) => {
      if (isOciError(error, 'IMAGE_NOT_FOUND')) return undefined;
      if (isOciError(error, 'UNSUPPORTED')) throw readOnlyError(image.registryId, error);
      throw error;
    }),
  );
  const { tags } = image;
  logger.info({ name, digest: step.digest, tags, operation, ...deleted }, 'image deleted');
  return deleted ? 'deleted' : 'gone';
}

/** Throws a ServiceError where the image itself must not go, as it is now. */
function assertDeletable(
  deps: RunDeletionStepDeps,
  deletion: Deletion,
  step: DeletionStep,
  image: StoredImage,
): void {
  const { options } = deletion;
  const plan = planDeletion(deps.store, image, options);
  const isChanged =
    hasComeBack(deletion, step, image) || (options.etag !== undefined && options.etag !== plan.etag);
  const itself = { ...plan, deleted: plan.deleted.slice(0, 1) };
  const refusals = refusalsOf(itself, deps.protectedTags.get(image.registryId) ?? []);
  if (isChanged) refusals.push(changedRefusal(image.id));
  if (refusals.length > 0) throw refusedError(refusals);
}

/** Whether what should go with the image still may: something may have come to need it. */
function isDeletable(
  deps: RunDeletionStepDeps,
  deletion: Deletion,
  step: DeletionStep,
  image: StoredImage,
): boolean {
  const { parents, unread } = deps.store.relations(image);
  const deleted = [{ image, role: step.role }];
  const refusals = refusalsOf({ parents, unread, deleted }, deps.protectedTags.get(image.registryId) ?? []);
  return refusals.length === 0 && !hasComeBack(deletion, step, image);
}

/** Whether somebody has tagged or pushed the image since its deletion was accepted: that is not what was to be deleted. */
function hasComeBack({ createdMs }: Deletion, step: DeletionStep, image: StoredImage): boolean {
  const hasNewTag = image.tags.some((tag) => !step.tags.includes(tag));
  return hasNewTag || image.modifiedMs > Math.max(step.modifiedMs, createdMs);
}

function readOnlyError(registryId: string, cause: Error): ServiceError {
  const message =
    `Registry ${registryId} does not delete, or is read-only: its configuration has to allow it. CNCF Distribution deletes ` +
    'with storage.delete.enabled only, and not while storage.maintenance.readonly is enabled.';
  const { code, details } = refusedError([{ reason: 'READ_ONLY', message, subjects: [registryId] }]);
  return new ServiceError(code, message, { details: [...details], cause });
}

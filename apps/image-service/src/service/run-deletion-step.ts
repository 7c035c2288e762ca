import { isOciError } from '@registry-images/oci';
import type { Logger } from 'pino';

import { isServiceError, ServiceError } from '../errors.ts';
import type { Deletion, DeletionStep, StepOutcome } from '../operations/deletion.ts';
import type { RunStep } from '../operations/operations.ts';
import { withOciErrors } from '../source/oci-error.ts';
import { findRepository, type Source } from '../source/source.ts';
import { imageId } from '../store/image-id.ts';
import type { ImageStore, StoredImage } from '../store/image-store.ts';
import type { Sync } from '../sync/sync.ts';
import { changedRefusal, refusalsOf, refusedError } from './delete-refusals.ts';
import { planDeletion, type PlanStore } from './deletion-plan.ts';

/** What deleting in a source needs. */
export interface RunDeletionStepDeps {
  readonly store: PlanStore & Pick<ImageStore, 'removeImage'>;
  readonly sync: Pick<Sync, 'refresh'>;
  readonly sources: readonly Source[];
  /** The patterns of the tags that may not be deleted, by registry. */
  readonly protectedTags: ReadonlyMap<string, readonly string[]>;
  readonly logger: Logger;
  /** How long it may take, right before a deletion, to look at the repository again. Default: a minute. */
  readonly refreshTimeoutMs?: number;
}

const defaultRefreshTimeoutMs = 60_000;

/**
 * Makes what does the steps of deletions: it looks at the repository again, because much may have happened since the
 * operation was accepted, deletes, and takes the image out of the store once the source has confirmed that it is gone.
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
  const { store, sources, logger } = deps;
  const { repository: name, id: operation } = deletion;
  signal.throwIfAborted();
  const repository = findRepository(sources, name);
  if (!repository) {
    throw new ServiceError('FAILED_PRECONDITION', `The registry of ${name} is not configured any more.`);
  }
  await refresh(deps, name, signal);
  const image = store.get(imageId(name, step.digest));
  if (!image) return 'gone';
  if (step.role === 'image') assertDeletable(deps, deletion, image);
  else if (!isDeletable(deps, step, image)) return 'kept';

  // Neither a restart nor a caller who goes away stops what the source has been asked for: the answer counts.
  const deleted = await withOciErrors(name, () =>
    repository.delete(step.digest).catch((error: unknown) => {
      if (isOciError(error, 'IMAGE_NOT_FOUND')) return undefined;
      if (isOciError(error, 'UNSUPPORTED')) throw readOnlyError(image.registryId, error);
      throw error;
    }),
  );
  store.removeImage(name, step.digest);
  const { tags } = image;
  logger.info({ name, digest: step.digest, tags, operation, ...deleted }, 'image deleted');
  return deleted ? 'deleted' : 'gone';
}

/** Looks at the repository again; what takes too long is tried again, like what fails for a while. */
async function refresh(
  { sync, refreshTimeoutMs = defaultRefreshTimeoutMs }: RunDeletionStepDeps,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  const timeout = AbortSignal.timeout(refreshTimeoutMs);
  try {
    await sync.refresh(name, AbortSignal.any([signal, timeout]));
  } catch (error) {
    if (!timeout.aborted || signal.aborted || error !== timeout.reason) throw error;
    throw new ServiceError('DEADLINE_EXCEEDED', `${name} could not be read in time.`, { cause: error });
  }
}

/** Throws a ServiceError where the image itself must not go, as it is now. */
function assertDeletable(deps: RunDeletionStepDeps, { options }: Deletion, image: StoredImage): void {
  const plan = planDeletion(deps.store, image, options);
  const isChanged = options.etag !== undefined && options.etag !== plan.etag;
  const itself = { parents: plan.parents, deleted: plan.deleted.slice(0, 1) };
  const refusals = refusalsOf(itself, deps.protectedTags.get(image.registryId) ?? []);
  if (isChanged) refusals.push(changedRefusal(image.id));
  if (refusals.length > 0) throw refusedError(refusals);
}

/** Whether what should go with the image still may: something may have come to need it. */
function isDeletable(deps: RunDeletionStepDeps, step: DeletionStep, image: StoredImage): boolean {
  const { parents } = deps.store.relations(image);
  const hasNewTag = image.tags.some((tag) => !step.tags.includes(tag));
  const deleted = [{ image, role: step.role }];
  const refusals = refusalsOf({ parents, deleted }, deps.protectedTags.get(image.registryId) ?? []);
  return refusals.length === 0 && !hasNewTag;
}

function readOnlyError(registryId: string, cause: Error): ServiceError {
  const message =
    `Registry ${registryId} does not delete, or is read-only: its configuration has to allow it. CNCF Distribution deletes ` +
    'with storage.delete.enabled only, and not while storage.maintenance.readonly is enabled.';
  const { code, details } = refusedError([{ reason: 'READ_ONLY', message, subjects: [registryId] }]);
  return new ServiceError(code, message, { details: [...details], cause });
}

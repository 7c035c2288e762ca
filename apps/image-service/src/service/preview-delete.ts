import type { WireDeletePreview, WireImage } from '@registry-images/model';

import type { Principal } from '../access/principal.ts';
import type { Refusal } from '../refusal.ts';
import type { Source } from '../source/source.ts';
import type { ImageStore, StoredImage } from '../store/image-store.ts';
import { refusalsOf } from './delete-refusals.ts';
import { planDeletion, type DeletionPlan, type PlanStore } from './deletion-plan.ts';
import { findImage, type FindImageDeps } from './find-image.ts';
import { toImage } from './image.ts';

/** What a preview needs. */
export interface PreviewDeleteDeps extends FindImageDeps {
  readonly store: PlanStore & Pick<ImageStore, 'freedBytes'>;
  readonly sources: readonly Source[];
  /** The patterns of the tags that may not be deleted, by registry. */
  readonly protectedTags: ReadonlyMap<string, readonly string[]>;
}

/** Which deletion to preview, and for whom. */
export interface PreviewDeleteInput {
  readonly imageId: string;
  readonly deleteReferrers?: boolean | undefined;
  readonly deleteOrphanedChildren?: boolean | undefined;
  readonly principal: Principal;
}

/** How many images of a list are shown; the counts are of all. */
const maxListed = 100;

/**
 * Tells what deleting an image would do and what would refuse it, from the store alone. Whoever may see the image may ask.
 *
 * @throws ServiceError `NOT_FOUND`.
 */
export async function previewDelete(
  deps: PreviewDeleteDeps,
  { imageId, deleteReferrers = false, deleteOrphanedChildren = false, principal }: PreviewDeleteInput,
  signal: AbortSignal,
): Promise<WireDeletePreview> {
  const { store, protectedTags } = deps;
  const image = await findImage(deps, imageId, principal, signal);
  const plan = planDeletion(store, image, { deleteReferrers, deleteOrphanedChildren });
  const refusals = refusalsOf(plan, protectedTags.get(image.registryId) ?? []);
  if (!principal.canDelete(image.name)) refusals.unshift(notAllowed(principal, image));
  return {
    image: toImage(image),
    tags: plan.deleted.flatMap((planned) => planned.image.tags).toSorted(),
    deletedCount: plan.deleted.length,
    parents: firstOf(plan.parents),
    parentCount: plan.parents.length,
    children: firstOf(plan.children),
    childCount: plan.children.length,
    orphanedChildren: firstOf(plan.orphans),
    orphanedChildCount: plan.orphans.length,
    referrers: firstOf(plan.referrers),
    referrerCount: plan.referrers.length,
    refusals: refusals,
    freedBytes: String(freedBytes(deps, plan)),
    etag: plan.etag,
  };
}

/** A registry frees nothing by itself: it is what its garbage collection could free. */
function freedBytes({ store, sources }: PreviewDeleteDeps, { image, deleted }: DeletionPlan): number {
  const source = sources.find(({ registryId }) => registryId === image.registryId);
  return store.freedBytes(
    deleted.map((planned) => planned.image),
    source?.kind === 'layouts' ? 'repository' : 'registry',
  );
}

function firstOf(images: readonly StoredImage[]): WireImage[] {
  return images
    .toSorted((a, b) => (a.digest < b.digest ? -1 : 1))
    .slice(0, maxListed)
    .map((image) => toImage(image));
}

function notAllowed(principal: Principal, image: StoredImage): Refusal {
  return {
    reason: 'PERMISSION_DENIED',
    message: `${principal.name} may not delete images of ${image.name}.`,
    subjects: [image.id],
  };
}

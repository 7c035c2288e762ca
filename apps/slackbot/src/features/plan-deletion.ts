import type { DeletionPreview, ImagesClient } from '@registry-images/client';
import type { Image } from '@registry-images/model';

/** What the registry would refuse the deletion of an image for. */
export type DeletionRefusal =
  /** The registry protects a tag of it. */
  | { readonly kind: 'protected-tag'; readonly tag: string }
  /** An index of several platforms needs it. */
  | { readonly kind: 'parent-index'; readonly digest: string; readonly tags: readonly string[] }
  /** Anything else, in the registry's own words. */
  | { readonly kind: 'other'; readonly reason: string };

/** What would happen if an image were deleted. */
export interface DeletionPlan {
  readonly image: Image;
  /** Every tag that goes. */
  readonly tags: readonly string[];
  readonly refusals: readonly DeletionRefusal[];
  /** What the registry would have more room by; undefined if it does not say. Layers that others use stay. */
  readonly freedBytes?: number;
  /** Whether the registry was asked. If not, it may still refuse for reasons that an image does not tell. */
  readonly isComplete: boolean;
}

/**
 * Asks the registry what would happen if an image were deleted. One that cannot be asked knows no more than the image tells.
 *
 * @throws ImagesError if the registry cannot be reached, or the image is gone; the abort reason of `signal`.
 */
export async function planDeletion(
  { images }: Pick<ImagesClient, 'images'>,
  imageId: string,
  signal: AbortSignal,
): Promise<DeletionPlan> {
  return planOf(await images.previewDelete(imageId, { signal }));
}

/** What a preview says. */
export function planOf(preview: DeletionPreview): DeletionPlan {
  const { image, tags, isComplete } = preview;
  if (!isComplete) return { image, tags, refusals: [], isComplete };
  const { refusals, parents, freedBytes } = preview;
  return {
    image,
    tags,
    refusals: refusals.flatMap((refusal) => refusalsOf(refusal, parents)),
    freedBytes: Number(freedBytes),
    isComplete,
  };
}

function refusalsOf(
  { reason, message, subjects }: { reason: string; message: string; subjects: readonly string[] },
  parents: readonly Image[],
): DeletionRefusal[] {
  if (reason === 'PROTECTED_TAG') return subjects.map((tag) => ({ kind: 'protected-tag', tag }));
  if (reason === 'REFERENCED') {
    return parents.map(({ digest, tags }) => ({ kind: 'parent-index', digest, tags }));
  }
  return [{ kind: 'other', reason: message.replace(/\.$/, '') }];
}

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

/** What would happen if an image were deleted, as far as the image itself tells. */
export function planDeletion(image: Image): DeletionPlan {
  return { image, tags: image.tags, refusals: [], isComplete: false };
}

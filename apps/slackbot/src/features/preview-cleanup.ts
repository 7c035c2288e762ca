import { isApiError, type ImagesClient } from '@registry-images/client';
import type { Image } from '@registry-images/model';

import { inParallel } from './in-parallel.ts';

/** What the registry says to a cleanup before anything is deleted. */
export interface PreviewedCleanup {
  /** What it would delete. */
  readonly images: readonly Image[];
  /** What it would refuse to delete. */
  readonly refused: readonly Image[];
  /** Whether it was asked. A registry that has no previews may still refuse. */
  readonly isComplete: boolean;
}

/** An image, and what its preview says. */
interface Look {
  readonly image: Image;
  readonly is: 'fine' | 'refused' | 'gone' | 'unknown';
}

/** So many previews are asked for at once. */
const limit = 8;

/**
 * Asks the registry which images of a cleanup it would refuse to delete. What is gone already is left out.
 *
 * @throws ImagesError if the registry cannot be asked; the abort reason of `signal`.
 */
export async function previewCleanup(
  { images: api }: Pick<ImagesClient, 'images'>,
  images: readonly [Image, ...Image[]],
  signal: AbortSignal,
): Promise<PreviewedCleanup> {
  const [first, ...others] = images;
  const look = async (image: Image): Promise<Look> => {
    try {
      const preview = await api.previewDelete(image.id, { signal });
      if (!preview.isComplete) return { image, is: 'unknown' };
      return { image, is: preview.refusals.length > 0 ? 'refused' : 'fine' };
    } catch (error) {
      if (isApiError(error) && error.status === 'NOT_FOUND') return { image, is: 'gone' };
      throw error;
    }
  };
  const ofFirst = await look(first);
  // It would say the same to all the others.
  if (ofFirst.is === 'unknown') return { images, refused: [], isComplete: false };
  const looks = [ofFirst, ...(await inParallel(others, limit, look))];
  return {
    images: looks.filter(({ is }) => is === 'fine' || is === 'unknown').map(({ image }) => image),
    refused: looks.filter(({ is }) => is === 'refused').map(({ image }) => image),
    isComplete: looks.every(({ is }) => is !== 'unknown'),
  };
}

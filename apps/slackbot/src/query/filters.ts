import type { Image } from '@registry-images/model';

import { createGlob } from './glob.ts';

/** Which images are meant, by what the API cannot be asked for. An image must pass all that are set. */
export interface Filters {
  /** Only images without tags. */
  readonly isUntagged?: true;
  /** Only images that were made so long ago, in ms. What has no known time passes never. */
  readonly olderThanMs?: number;
  /** Only images larger than this, in bytes. What has no known size passes never. */
  readonly largerThanBytes?: number;
  /** Only images with a tag that this pattern matches. */
  readonly tag?: string;
}

/** How the images of a list are sorted. */
export type SortField = 'created' | 'name' | 'size';

/** Sorting: the newest first where nothing else was asked for. */
export interface Sort {
  readonly field: SortField;
  readonly isDescending: boolean;
}

/** Whether there is nothing to filter by. */
export function isUnfiltered(filters: Filters): boolean {
  return Object.keys(filters).length === 0;
}

/** Makes a predicate of filters. `nowMs` is the time that ages are counted from, in ms since the Unix epoch. */
export function matches(filters: Filters, nowMs: number): (image: Image) => boolean {
  const { isUntagged, olderThanMs, largerThanBytes, tag } = filters;
  const isMeant = tag === undefined ? undefined : createGlob(tag);
  return (image) =>
    (!isUntagged || image.tags.length === 0) &&
    (olderThanMs === undefined || nowMs - Date.parse(image.createdAt) >= olderThanMs) &&
    (largerThanBytes === undefined || sizeBytes(image) > largerThanBytes) &&
    (isMeant === undefined || image.tags.some(isMeant));
}

/**
 * The size of an image, in bytes. Beyond 2^53 it is not exact, which matters to nobody; the accessors of the model throw
 * there, and one absurd image must not break a list.
 */
export function sizeBytes(image: Pick<Image, 'compressedSize'>): number {
  return Number(image.compressedSize);
}

import type { Image } from '@registry-images/model';

import { sizeBytes } from './filters.ts';

/** Compares two images, as `toSorted` wants it. */
export type CompareImages = (one: Image, other: Image) => number;

/** The first images of an order, of as many as one likes, in the space of those. */
export interface TopImages {
  add(image: Image): void;
  /** The first ones, in order. */
  list(): Image[];
}

/** Compares by size; images of one size by their id, so that every reading sorts alike. */
export function bySize({ isDescending }: { readonly isDescending: boolean }): CompareImages {
  const sign = isDescending ? -1 : 1;
  return (one, other) => sign * (sizeBytes(one) - sizeBytes(other)) || (one.id < other.id ? -1 : 1);
}

/**
 * Keeps the first `count` images of an order, at least one. It lets twice as many come together before it sorts the later
 * half away, which costs each image the logarithm of `count`, and never holds more.
 */
export function createTopImages(count: number, compare: CompareImages): TopImages {
  let kept: Image[] = [];
  let last: Image | undefined;

  function settle(): void {
    kept = kept.toSorted(compare).slice(0, count);
    last = kept.length === count ? kept.at(-1) : undefined;
  }

  return {
    add(image) {
      if (last && compare(image, last) >= 0) return;
      kept.push(image);
      if (kept.length >= 2 * count) settle();
    },
    list() {
      settle();
      return [...kept];
    },
  };
}

import type { Figure } from '@registry-images/figures';

import { makeIndexes } from './large-index.ts';
import { measurePages } from './page-figures.ts';
import { measureService } from './service-figures.ts';

/** What the service does with an index of so many images. */
export async function measureIndex(images: number): Promise<readonly Figure[]> {
  await using indexes = await makeIndexes(images);
  const pages = await measurePages(indexes, images);
  return [...pages, ...(await measureService(indexes, images))];
}

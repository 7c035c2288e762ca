import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createImageStore } from '../src/store/create-image-store.ts';
import { openDatabase } from '../src/store/database.ts';
import { fillStore } from './fill-store.ts';

/** The registry of these indexes. */
export const registryId = 'local';

/** Databases that are filled once and measured more than once. */
export interface Indexes extends AsyncDisposable {
  readonly folder: string;
  readonly small: string;
  readonly large: string;
}

/** Makes an index of a thousand images, and a large one; a million takes some minutes and 2 GB. */
export async function makeIndexes(images: number): Promise<Indexes> {
  const folder = await mkdtemp(join(tmpdir(), 'image-service-bench-'));
  const [small, large] = [join(folder, 'small.db'), join(folder, 'large.db')];
  fillIndex(small, { registryId, images: 1000 });
  fillIndex(large, { registryId, images });
  return {
    folder,
    small,
    large,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** Fills a new index, `file`, with so many images of one registry. */
export function fillIndex(
  file: string,
  registry: { readonly registryId: string; readonly images: number },
): void {
  // More memory than the service has, only so that filling takes less time.
  using database = openDatabase(file, { cacheMib: 512 });
  fillStore(createImageStore({ database }), registry.registryId, registry.images);
}

import { digestOf, mediaTypes } from '@registry-images/oci';
import pMap from 'p-map';

import { createPusher } from '../test/registry-pusher.ts';

/** What is in the registry: of each repository its images, each under one tag. */
export interface SeededRepository {
  readonly name: string;
  readonly images: readonly { readonly tag: string; readonly digest: string; readonly config: string }[];
}

/**
 * Pushes images: one small layer that a repository's images share, and a configuration of its own for each, built at
 * different times.
 */
export async function seedRegistry(
  url: string,
  size: { readonly repositories: number; readonly imagesEach: number },
): Promise<readonly SeededRepository[]> {
  const pusher = createPusher(url);
  const numbers = Array.from({ length: size.repositories }, (_, index) => index);
  return pMap(
    numbers,
    async (number) => {
      const name = `team-${number % 10}/app-${number}`;
      const layer = await pusher.blob(name, Buffer.from('the one layer'));
      const images: SeededRepository['images'][number][] = [];
      for (let index = 0; index < size.imagesEach; index += 1) {
        const created = new Date(Date.UTC(2024, 0, 1) + (number * size.imagesEach + index) * 60_000);
        const rootfs = { type: 'layers', diff_ids: [digestOf(Buffer.from(String(index)))] };
        const text = JSON.stringify({
          architecture: 'amd64',
          os: 'linux',
          created,
          rootfs,
          note: [name, index],
        });
        const config = await pusher.blob(name, Buffer.from(text), mediaTypes.imageConfig);
        const document = { schemaVersion: 2, mediaType: mediaTypes.manifest, config, layers: [layer] };
        const tag = `1.${index}`;
        images.push({
          tag,
          digest: (await pusher.manifest(name, document, tag)).digest,
          config: config.digest,
        });
      }
      return { name, images };
    },
    { concurrency: 8 },
  );
}

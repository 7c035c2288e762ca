import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { splitDigest } from '@registry-images/model';
import { digestOf, withImage, type Descriptor, type ImageLayout } from '@registry-images/oci';

/** An image to be pushed. */
export interface NewImage {
  readonly repository: string;
  readonly tags: readonly string[];
  /** When it was made. */
  readonly minutesAgo: number;
}

/** A blob that is there. */
type StoredBlob = Pick<Descriptor, 'digest' | 'size'>;

const mediaTypes = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
} as const;

/** An image to be pushed, made an hour ago or some other time. */
export function newImage(repository: string, tags: readonly string[] = [], minutesAgo = 60): NewImage {
  return { repository, tags, minutesAgo };
}

/** Pushes images of two layers, the second three times as large as the first. They are different ones, each time. */
export async function pushImages(layout: ImageLayout, images: readonly NewImage[]): Promise<void> {
  const layers = await Promise.all([1000, 3000].map((size) => putBlob(layout, 'x'.repeat(size))));
  const pushed = await Promise.all(
    images.map(async ({ tags, minutesAgo }) => ({
      names: tags.length > 0 ? tags : [undefined],
      descriptor: await putImage(layout, layers, minutesAgo),
    })),
  );
  await layout.updateIndex((before) =>
    pushed.reduce(
      (entries, { names, descriptor }) =>
        names.reduce((all, name) => withImage(all, descriptor, name), entries),
      before,
    ),
  );
}

async function putImage(
  layout: ImageLayout,
  layers: readonly StoredBlob[],
  minutesAgo: number,
): Promise<Descriptor> {
  const config = await putBlob(
    layout,
    JSON.stringify({
      created: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
      architecture: 'amd64',
      os: 'linux',
      config: { Labels: { build: randomUUID() } },
      rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
    }),
  );
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: { ...config, mediaType: mediaTypes.config },
    layers: layers.map((layer) => ({ ...layer, mediaType: mediaTypes.layer })),
  };
  return { ...(await putBlob(layout, JSON.stringify(manifest))), mediaType: mediaTypes.manifest };
}

/** Writes a blob, faster than one that has to outlive a power cut. */
async function putBlob({ folder }: ImageLayout, text: string): Promise<StoredBlob> {
  const bytes = Buffer.from(text);
  const digest = digestOf(bytes);
  await writeFile(join(folder, 'blobs', 'sha256', splitDigest(digest).encoded), bytes);
  return { digest, size: bytes.length };
}

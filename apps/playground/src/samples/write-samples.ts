import { join } from 'node:path';

import {
  annotationNames,
  createLayout,
  pushImage,
  pushIndex,
  putImage,
  type ImageContent,
  type ImageLayout,
  type Platform,
} from '@registry-images/oci';

import type { SampleImage } from './sample-images.ts';

const hourMs = 3_600_000;

/** Writes images into layouts below a folder, a repository each. Ages count back from `nowMs`, ms since the Unix epoch. */
export async function writeSamples(
  folder: string,
  images: readonly SampleImage[],
  nowMs: number,
): Promise<void> {
  for (const image of images) {
    const layout = await createLayout(join(folder, ...image.repository.split('/')));
    const created = new Date(nowMs - image.ageHours * hourMs).toISOString();
    await writeSample(layout, image, created);
  }
}

async function writeSample(layout: ImageLayout, image: SampleImage, created: string): Promise<void> {
  const [onlyPlatform, ...others] = image.platforms;
  if (onlyPlatform && others.length === 0) {
    await pushImage(layout, { ...contentOf(image, onlyPlatform, created), tags: image.tags });
    return;
  }
  const manifests = [];
  for (const platform of image.platforms) {
    const descriptor = await putImage(layout, contentOf(image, platform, created));
    manifests.push({ descriptor, platform });
  }
  await pushIndex(layout, {
    manifests,
    annotations: { [annotationNames.created]: created },
    tags: image.tags,
  });
}

function contentOf(image: SampleImage, platform: Platform, created: string): ImageContent {
  const { architecture, os, variant } = platform;
  return {
    layers: image.layers,
    config: {
      architecture,
      os,
      ...(variant !== undefined && { variant }),
      created,
      config: {
        Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'NODE_ENV=production'],
        Cmd: image.command,
        WorkingDir: '/',
        Labels: { 'org.opencontainers.image.title': image.repository },
      },
      history: image.layers.map((_, index) => ({ created, created_by: `COPY layer-${index + 1} /` })),
    },
  };
}

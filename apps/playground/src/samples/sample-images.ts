import type { LayerContent, Platform } from '@registry-images/oci';

import type { SampleLayers } from './sample-layers.ts';

/** An image to make. */
export interface SampleImage {
  /** The repository it is in. */
  readonly repository: string;
  /** Its tags. A tag that an older image has moves here. */
  readonly tags: readonly string[];
  /** How old it says it is. */
  readonly ageHours: number;
  /** What it runs on. More than one makes an index of one manifest each. */
  readonly platforms: readonly Platform[];
  /** Its layers, from the base up. */
  readonly layers: readonly LayerContent[];
  /** What it starts. */
  readonly command: readonly string[];
}

const amd64: Platform = { os: 'linux', architecture: 'amd64' };
const arm64: Platform = { os: 'linux', architecture: 'arm64', variant: 'v8' };
const armV7: Platform = { os: 'linux', architecture: 'arm', variant: 'v7' };

const day = 24;

/** One version of something: {@link SampleImage} without what all versions have in common. */
interface Release {
  readonly tags: readonly string[];
  readonly ageHours: number;
  readonly platforms?: readonly Platform[];
}

/**
 * The sample images, oldest first: what a team's registry looks like after two years. Among them are two tags on one image,
 * an image whose tag moved on, and indexes for several platforms.
 */
export function sampleImages(layers: SampleLayers): SampleImage[] {
  const { documents, page, libraries, framework, tool, imageService, slackbotSteps } = layers;
  const lastStep = slackbotSteps.length - 1;
  const images = [
    ...series(
      'docs/contract',
      [documents],
      ['cat', '/usr/share/doc/registry-images/openapi.yaml'],
      [
        { tags: ['1'], ageHours: 730 * day },
        { tags: ['2'], ageHours: 365 * day },
        { tags: ['3', 'stable'], ageHours: 61 * day },
      ],
    ),
    ...series(
      'tools/browser-driver',
      [tool],
      ['node', '/usr/lib/node_modules/playwright-core/cli.js'],
      [
        { tags: ['1.2'], ageHours: 610 * day },
        { tags: ['1.3', 'latest'], ageHours: 95 * day, platforms: [amd64, arm64] },
      ],
    ),
    ...series(
      'team/image-service',
      [framework, imageService],
      ['node', '/opt/image-service/src/main.ts'],
      [
        { tags: ['1.9.3'], ageHours: 420 * day },
        { tags: ['2.0.0'], ageHours: 150 * day, platforms: [amd64, arm64] },
        { tags: ['2.1.0', 'latest'], ageHours: 9 * day, platforms: [amd64, arm64, armV7] },
      ],
    ),
    ...series(
      'team/playground',
      [libraries, page],
      ['node', '/opt/playground/src/main.ts'],
      [
        { tags: ['1.0.0'], ageHours: 200 * day },
        { tags: ['edge'], ageHours: 3 * day },
        { tags: ['1.1.0', 'latest'], ageHours: 2 * day },
        { tags: ['edge'], ageHours: 3 },
      ],
    ),
    ...slackbotSteps.flatMap((step, index) =>
      series(
        'team/slackbot',
        [framework, step],
        ['node', '/opt/slackbot/src/main.ts'],
        [{ tags: [`build-${index + 1}`, 'latest'], ageHours: (lastStep - index) * 7 * day + 1 }],
      ),
    ),
  ];
  return images.toSorted((a, b) => b.ageHours - a.ageHours);
}

function series(
  repository: string,
  layers: readonly LayerContent[],
  command: readonly string[],
  releases: readonly Release[],
): SampleImage[] {
  return releases.map(({ tags, ageHours, platforms = [amd64] }) => ({
    repository,
    layers,
    command,
    tags,
    ageHours,
    platforms,
  }));
}

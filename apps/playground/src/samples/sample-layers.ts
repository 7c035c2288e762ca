import { join } from 'node:path';

import type { LayerContent } from '@registry-images/oci';

import { packLayer } from './pack-layer.ts';
import { readSampleFiles, type SampleFile } from './sample-file.ts';

/** The folders that the sample images are made from. */
export interface SampleSources {
  /** The root of this repository. */
  readonly repository: string;
  /** The built page. */
  readonly page: string;
  /** The folder of packages that the playground uses. */
  readonly packages: string;
}

/** The layers of the sample images. */
export interface SampleLayers {
  /** What this project says of itself: a few kB. */
  readonly documents: LayerContent;
  /** The page: some hundred kB. */
  readonly page: LayerContent;
  /** The libraries of the page. */
  readonly libraries: LayerContent;
  /** The web framework. */
  readonly framework: LayerContent;
  /** A tool: some MB. */
  readonly tool: LayerContent;
  /** The image service's sources and those it uses. */
  readonly imageService: LayerContent;
  /** The bot's sources as they grew, one layer a step, oldest first. */
  readonly slackbotSteps: readonly LayerContent[];
}

/** How many layers {@link SampleLayers.slackbotSteps} has. */
const slackbotStepCount = 14;

const isSource = (path: string): boolean => path.endsWith('.ts') && !path.endsWith('.test.ts');
const isScript = (path: string): boolean => path.endsWith('.js') && !path.startsWith('node_modules/');

/** Packs files of this repository and of the packages it uses into layers. */
export async function packSampleLayers(sources: SampleSources): Promise<SampleLayers> {
  const { repository, page, packages } = sources;
  const root = (path: string): string => join(repository, path);
  const library = (name: string, accepts = isScript): Promise<SampleFile[]> =>
    readSampleFiles(join(packages, name), { into: `usr/lib/node_modules/${name}`, accepts });

  const documents = readSampleFiles(root('openapi'), {
    into: 'usr/share/doc/registry-images',
    accepts: (path) => /^[^/]+\.(?:md|ya?ml|json)$/.test(path),
  });
  const imageService = Promise.all([
    readSampleFiles(root('apps/image-service/src'), { into: 'opt/image-service/src', accepts: isSource }),
    readSampleFiles(root('packages/oci/src'), { into: 'opt/oci/src', accepts: isSource }),
  ]);
  const slackbot = await readSampleFiles(root('apps/slackbot/src'), {
    into: 'opt/slackbot/src',
    accepts: isSource,
  });

  const [documentLayer, pageLayer, librariesLayer, frameworkLayer, toolLayer, imageServiceLayer, ...steps] =
    await Promise.all([
      packLayer(await documents),
      packLayer(await readSampleFiles(page, { into: 'srv/www', accepts: () => true })),
      packLayer([...(await library('react')), ...(await library('react-dom'))]),
      packLayer(await library('hono')),
      packLayer(await library('playwright-core', (path) => path.startsWith('lib/'))),
      packLayer((await imageService).flat()),
      ...stepsOf(slackbot).map(packLayer),
    ]);
  return {
    documents: documentLayer,
    page: pageLayer,
    libraries: librariesLayer,
    framework: frameworkLayer,
    tool: toolLayer,
    imageService: imageServiceLayer,
    slackbotSteps: steps,
  };
}

/** The first files, then more, then all of them. */
function stepsOf(files: readonly SampleFile[]): SampleFile[][] {
  return Array.from({ length: slackbotStepCount }, (_, step) =>
    files.slice(0, Math.ceil((files.length * (step + 1)) / slackbotStepCount)),
  );
}

import { splitDigest } from '@registry-images/model';
import {
  findLayouts,
  openLayout,
  readGraph,
  tagsIn,
  type Descriptor,
  type FoundLayout,
  type ImageLayout,
} from '@registry-images/oci';
import type { Logger } from 'pino';

import { isServiceError, ServiceError } from '../errors.ts';
import type { ImageSource, SourceImage } from './image-source.ts';
import { createLayoutImage } from './layout-image.ts';
import { withOciErrors } from './oci-error.ts';

/** What {@link createLayoutSource} needs. */
export interface LayoutSourceOptions {
  /** The folder below which the layouts are; each is a repository, named by its path. */
  readonly root: string;
  readonly registryId: string;
  readonly logger: Logger;
}

/**
 * Images in a folder of OCI image layouts.
 *
 * The images of a repository are the entries of its `index.json`, one for each digest. What only an index contains, the
 * images for its platforms, is found by id but not listed: it lives and goes with its index.
 */
export function createLayoutSource({ root, registryId, logger }: LayoutSourceOptions): ImageSource {
  /** All repositories, or the one that is asked for. */
  const repositories = async (
    name: string | undefined,
    signal: AbortSignal,
  ): Promise<readonly FoundLayout[]> => {
    const { layouts, refused } = await withOciErrors(registryId, () => findLayouts(root, { signal }));
    for (const { folder, reason } of refused) logger.warn({ folder, reason }, 'folder left out');
    if (name === undefined) return layouts;
    const found = layouts.filter(({ repository }) => `${registryId}/${repository}` === name);
    if (found.length === 0) throw new ServiceError('NOT_FOUND', `Repository ${name} not found.`);
    return found;
  };

  /** The images of a repository that its `index.json` lists. */
  const imagesOf = (found: FoundLayout, signal: AbortSignal): Promise<SourceImage[]> =>
    inLayout(found, async (layout, toImage) => {
      const entries = await layout.readIndex({ signal });
      const descriptors = new Map(entries.map(({ descriptor }) => [descriptor.digest, descriptor]));
      return [...descriptors.values()]
        .filter(isVerifiable)
        .map((descriptor) => toImage(descriptor, tagsIn(entries, descriptor.digest)));
    });

  /** The images of a repository that only its indexes contain. */
  const nestedImagesOf = (found: FoundLayout, signal: AbortSignal): Promise<SourceImage[]> =>
    inLayout(found, async (layout, toImage) => {
      const graph = await readGraph(layout, { signal });
      const listed = new Set(graph.entries.map(({ descriptor }) => descriptor.digest));
      return [...graph.nodes.values()]
        .filter(({ descriptor, content }) => !listed.has(descriptor.digest) && content.kind !== 'blob')
        .map(({ descriptor }) => toImage(descriptor, []));
    });

  const inLayout = async (
    { repository, folder }: FoundLayout,
    read: (layout: ImageLayout, toImage: ToImage) => Promise<SourceImage[]>,
  ): Promise<SourceImage[]> => {
    const name = `${registryId}/${repository}`;
    return withOciErrors(name, async () => {
      const layout = await openLayout(folder);
      return read(layout, (descriptor, tags) =>
        createLayoutImage({ layout, name, descriptor, tags, logger }),
      );
    });
  };

  /** Runs `read` over repositories; one that cannot be read must not hide the others. */
  const readAll = async (
    layouts: readonly FoundLayout[],
    read: (layout: FoundLayout) => Promise<SourceImage[]>,
  ): Promise<SourceImage[]> => {
    const images: SourceImage[] = [];
    for (const layout of layouts) {
      try {
        images.push(...(await read(layout)));
      } catch (error) {
        if (!isServiceError(error)) throw error;
        // One that has just been removed is no news.
        if (error.code !== 'NOT_FOUND')
          logger.error({ err: error, repository: layout.repository }, 'repository left out');
      }
    }
    return images;
  };

  return {
    registryId,
    async list({ repositoryName }, signal) {
      const layouts = await repositories(repositoryName, signal);
      const [first] = layouts;
      if (repositoryName !== undefined && first) return imagesOf(first, signal);
      return readAll(layouts, (layout) => imagesOf(layout, signal));
    },
    async find(id, signal) {
      const layouts = await repositories(undefined, signal);
      const isWanted = (image: SourceImage): boolean => image.id === id;
      const listed = await readAll(layouts, (layout) => imagesOf(layout, signal));
      const found = listed.find(isWanted);
      if (found) return found;
      // Reading every index takes longer, so it comes second.
      return (await readAll(layouts, (layout) => nestedImagesOf(layout, signal))).find(isWanted);
    },
  };
}

type ToImage = (descriptor: Descriptor, tags: readonly string[]) => SourceImage;

/** Whether the image can be read at all: nothing that a digest of another algorithm names could be trusted. */
function isVerifiable({ digest }: Descriptor): boolean {
  return ['sha256', 'sha512'].includes(splitDigest(digest).algorithm);
}

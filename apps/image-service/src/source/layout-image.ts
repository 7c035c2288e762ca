import type { Blob } from '@registry-images/model';
import {
  blobsOf,
  createdAnnotation,
  deleteImage,
  parentsOf,
  readGraph,
  readImageConfig,
  readNodes,
  type Descriptor,
  type GraphNode,
  type ImageGraph,
  type ImageLayout,
} from '@registry-images/oci';
import type { Logger } from 'pino';

import { ServiceError } from '../errors.ts';
import { imageId } from './image-id.ts';
import type { SourceImage } from './image-source.ts';
import { damagedError, withOciErrors } from './oci-error.ts';

/** An image of a layout, as `index.json` or another index names it. */
export interface LayoutImage {
  readonly layout: ImageLayout;
  /** The repository, `<registry id>/<path>`. */
  readonly name: string;
  readonly descriptor: Descriptor;
  readonly tags: readonly string[];
  readonly logger: Logger;
}

/** Makes an image that reads from its layout and deletes in it. */
export function createLayoutImage({ layout, name, descriptor, tags, logger }: LayoutImage): SourceImage {
  const { digest } = descriptor;
  return {
    id: imageId(name, digest),
    name,
    digest,
    tags: [...new Set(tags)],
    content: (signal) =>
      withOciErrors(name, async () => {
        const graph: ImageGraph = { entries: [], nodes: await readNodes(layout, [descriptor], { signal }) };
        const content = graph.nodes.get(digest)?.content;
        if (content?.kind === 'missing') throw await missingError(name, layout, descriptor, signal);
        if (content?.kind === 'unreadable') throw content.error;
        if (content?.kind !== 'manifest' && content?.kind !== 'index') throw damagedError(name, digest);

        const blobs = blobsOf(graph, digest).filter(({ urls }) => (urls ?? []).length === 0);
        const modified = ((await layout.statBlob(digest))?.modifiedAt ?? new Date(0)).toISOString();
        return {
          ...(content.kind === 'manifest' && { config: toBlob(content.config) }),
          layers: (content.kind === 'manifest' ? content.layers : blobs).map(toBlob),
          compressedSize: String(blobs.reduce((sum, { size }) => sum + size, 0)),
          createdAt: (await createdAt(layout, graph, signal)) ?? modified,
          lastModified: modified,
        };
      }),
    parents: (signal) =>
      withOciErrors(name, async () => parentsOf(await readGraph(layout, { signal }), digest)),
    delete: () =>
      withOciErrors(name, async () => {
        const { tags: removed, freed, kept } = await deleteImage(layout, digest);
        logger.info(
          { name, digest, tags: removed, freed, ...(kept !== undefined && { kept }) },
          'image deleted',
        );
      }),
  };
}

function toBlob({ digest, size, urls = [] }: Descriptor): Blob {
  // A blob has no name but its digest, so that is its id too.
  return { id: digest, digest, size: String(size), urls: [...urls] };
}

/**
 * When an image was built, by its annotation or its configuration; of an index, when the latest of its images was.
 * Undefined where nothing says it, and for dates that reproducible builds put in its place.
 */
async function createdAt(
  layout: ImageLayout,
  { nodes }: ImageGraph,
  signal: AbortSignal,
): Promise<string | undefined> {
  const dates: string[] = [];
  for (const node of nodes.values()) {
    const date = await statedDate(layout, node, signal);
    if (date !== undefined && Date.parse(date) >= earliestBuildMs) dates.push(new Date(date).toISOString());
  }
  return dates.toSorted().at(-1);
}

/** Before this there were no container images: 1970 and 1980 are what reproducible builds write, and year 1 is Go's zero. */
const earliestBuildMs = Date.parse('2000-01-01T00:00:00Z');

async function statedDate(
  layout: ImageLayout,
  { content }: GraphNode,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (content.kind !== 'manifest' && content.kind !== 'index') return undefined;
  const annotation = createdAnnotation(content);
  if (annotation !== undefined || content.kind === 'index') return annotation;
  return (await readImageConfig(layout, content, { signal }))?.created;
}

/** A manifest that is not there was deleted since the image was found, unless its index still names it. */
async function missingError(
  name: string,
  layout: ImageLayout,
  { digest }: Descriptor,
  signal: AbortSignal,
): Promise<ServiceError> {
  const { nodes } = await readGraph(layout, { signal });
  return nodes.has(digest)
    ? damagedError(name, digest)
    : new ServiceError('NOT_FOUND', `Image ${name}@${digest} not found: it has just been deleted.`);
}

import type { Blob } from '@registry-images/model';
import {
  blobsOf,
  createdAnnotation,
  parentsOf,
  readImageConfig,
  readNodes,
  type ContentSource,
  type Descriptor,
  type GraphNode,
  type ImageGraph,
} from '@registry-images/oci';
import type { Logger } from 'pino';

import { ServiceError } from '../errors.ts';
import { imageId } from './image-id.ts';
import type { ImageContent, SourceImage } from './image-source.ts';
import { damagedError, withOciErrors } from './oci-error.ts';
import type { Repository } from './repository.ts';

/** An image of a repository, and what points at it. */
export interface RepositoryImage {
  readonly repository: Repository;
  readonly descriptor: Descriptor;
  readonly tags: readonly string[];
  readonly logger: Logger;
}

/** Makes an image that is read from its repository and deleted in it. */
export function createRepositoryImage(image: RepositoryImage): SourceImage {
  const { repository, descriptor, tags, logger } = image;
  const { name } = repository;
  const { digest } = descriptor;
  return {
    id: imageId(name, digest),
    name,
    digest,
    tags,
    content: (signal) => withOciErrors(name, () => readContent(repository, descriptor, signal)),
    parents: (signal) => withOciErrors(name, async () => parentsOf(await repository.graph(signal), digest)),
    delete: () =>
      withOciErrors(name, async () => {
        const deleted = await repository.delete(digest);
        logger.info({ name, digest, tags, ...deleted }, 'image deleted');
      }),
  };
}

async function readContent(
  repository: Repository,
  descriptor: Descriptor,
  signal: AbortSignal,
): Promise<ImageContent> {
  const { name, content: source } = repository;
  const { digest } = descriptor;
  const graph: ImageGraph = { entries: [], nodes: await readNodes(source, [descriptor], { signal }) };
  const content = graph.nodes.get(digest)?.content;
  if (content?.kind === 'missing') throw await missingError(repository, descriptor, signal);
  if (content?.kind === 'unreadable') throw content.error;
  if (content?.kind !== 'manifest' && content?.kind !== 'index') throw damagedError(name, digest);

  const blobs = blobsOf(graph, digest).filter(({ urls }) => (urls ?? []).length === 0);
  const bytes = blobs.reduce((sum, { size }) => sum + size, 0);
  // Beyond that no sum is exact, and no image is that large.
  if (!Number.isSafeInteger(bytes)) throw damagedError(name, digest);
  const lastModified = (await repository.modifiedAt(digest))?.toISOString();
  const created = (await createdAt(source, graph, signal)) ?? lastModified;
  return {
    ...(content.kind === 'manifest' && { config: toBlob(content.config) }),
    layers: (content.kind === 'manifest' ? content.layers : blobs).map(toBlob),
    compressedSize: String(bytes),
    ...(created !== undefined && { createdAt: created }),
    ...(lastModified !== undefined && { lastModified }),
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
  source: ContentSource,
  { nodes }: ImageGraph,
  signal: AbortSignal,
): Promise<string | undefined> {
  const dates: string[] = [];
  for (const node of nodes.values()) {
    const date = await statedDate(source, node, signal);
    if (date !== undefined && Date.parse(date) >= earliestBuildMs) dates.push(new Date(date).toISOString());
  }
  return dates.toSorted().at(-1);
}

/** Before this there were no container images: 1970 and 1980 are what reproducible builds write, and year 1 is Go's zero. */
const earliestBuildMs = Date.parse('2000-01-01T00:00:00Z');

async function statedDate(
  source: ContentSource,
  { content }: GraphNode,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (content.kind !== 'manifest' && content.kind !== 'index') return undefined;
  const annotation = createdAnnotation(content);
  if (annotation !== undefined || content.kind === 'index') return annotation;
  return (await readImageConfig(source, content, { signal }))?.created;
}

/** A manifest that is not there was deleted since the image was found, unless the repository still names it. */
async function missingError(
  repository: Repository,
  { digest }: Descriptor,
  signal: AbortSignal,
): Promise<ServiceError> {
  const { nodes } = await repository.graph(signal);
  return nodes.has(digest)
    ? damagedError(repository.name, digest)
    : new ServiceError(
        'NOT_FOUND',
        `Image ${repository.name}@${digest} not found: it has just been deleted.`,
      );
}

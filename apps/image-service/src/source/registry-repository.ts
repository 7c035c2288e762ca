import type { Digest } from '@registry-images/model';
import {
  annotationNames,
  isIndexMediaType,
  isManifestMediaType,
  isOciError,
  OciError,
  parentsOf,
  readNodes,
  type ContentSource,
  type Descriptor,
  type ImageEntry,
  type ImageGraph,
  type PulledManifest,
  type Registry,
} from '@registry-images/oci';
import type { LimitFunction } from 'p-limit';
import type { Logger } from 'pino';

import type { Repository } from './repository.ts';

/** What {@link createRegistryRepository} needs. */
export interface RegistryRepositoryOptions {
  readonly registry: Registry;
  /** Keeps to the number of requests that the registry gets at once. */
  readonly limit: LimitFunction;
  /** `<registry id>/<path>`. */
  readonly name: string;
  readonly path: string;
  readonly logger: Logger;
}

/** Makes a repository of a registry. It remembers the manifests that it has read: those of a digest never change. */
export function createRegistryRepository(options: RegistryRepositoryOptions): Repository {
  const { registry, limit, name, path, logger } = options;
  const pulled = new Map<string, PulledManifest>();

  const pull = async (
    reference: string,
    signal: AbortSignal | undefined,
  ): Promise<PulledManifest | undefined> => {
    const known = pulled.get(reference);
    if (known) return known;
    const manifest = await limit(() => registry.manifest(path, reference, { signal }));
    // Only asked with `ifNoneMatch` could it be not-modified.
    if (manifest === undefined || manifest === 'not-modified') return undefined;
    pulled.set(manifest.descriptor.digest, manifest);
    return manifest;
  };

  const content: ContentSource = {
    label: name,
    async readBlob(descriptor, { signal } = {}) {
      const { mediaType, digest } = descriptor;
      if (!isManifestMediaType(mediaType) && !isIndexMediaType(mediaType)) {
        return limit(() => registry.blob(path, descriptor, { signal }));
      }
      const manifest = await pull(digest, signal);
      if (!manifest) throw new OciError('BLOB_NOT_FOUND', `${digest} is not in ${name}.`, { digest });
      return manifest.bytes;
    },
  };

  const entries = async (signal: AbortSignal): Promise<readonly ImageEntry[]> => {
    const tags = (await limit(() => registry.tags(path, { signal }))) ?? [];
    const found = await Promise.all(
      tags.map(async (tag): Promise<ImageEntry[]> => {
        try {
          const manifest = await pull(tag, signal);
          // A tag that was deleted meanwhile points at nothing.
          return manifest ? [{ descriptor: tagged(manifest.descriptor, tag) }] : [];
        } catch (error) {
          if (!isOciError(error, ...damages)) throw error;
          logger.warn({ err: error, name, tag }, 'tag left out');
          return [];
        }
      }),
    );
    return found.flat();
  };

  const graph = async (signal: AbortSignal): Promise<ImageGraph> => {
    const listed = await entries(signal);
    const roots = listed.map(({ descriptor }) => descriptor);
    return { entries: listed, nodes: await readNodes(content, roots, { signal }) };
  };

  return {
    name,
    content,
    entries,
    graph,
    // The protocol tells no time.
    modifiedAt: () => Promise.resolve(undefined),
    async delete(digest) {
      assertNotReferenced(name, await graph(AbortSignal.timeout(graphTimeoutMs)), digest);
      const outcome = await limit(() => registry.deleteManifest(path, digest));
      if (outcome === 'not-found') {
        throw new OciError('IMAGE_NOT_FOUND', `${name} has no image ${digest}.`, { digest });
      }
      return {};
    },
  };
}

/** What is wrong with one manifest alone. Without a digest that can be trusted it is no image that could be listed. */
const damages = [
  'DIGEST_MISMATCH',
  'MALFORMED',
  'TOO_LARGE',
  'UNSUPPORTED_DIGEST',
  'UNSUPPORTED_MEDIA_TYPE',
] as const;

/** How long it may take, right before a deletion, to look whether another image came to contain the one to delete. */
const graphTimeoutMs = 60_000;

/** The entry of a layout's `index.json` that would say the same. */
function tagged(descriptor: Descriptor, tag: string): Descriptor {
  return { ...descriptor, annotations: { ...descriptor.annotations, [annotationNames.refName]: tag } };
}

/** The registry itself would delete a part of an index, and leave an index that cannot be pulled. */
function assertNotReferenced(name: string, graph: ImageGraph, digest: Digest): void {
  const parents = parentsOf(graph, digest);
  if (parents.length > 0)
    throw new OciError('REFERENCED', `${digest} is part of other images of ${name}.`, { digest, parents });
}

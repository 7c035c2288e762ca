import type { Digest } from '@registry-images/model';
import { digestOf, OciError, type Descriptor } from '@registry-images/oci';

import type { Repository } from '../src/source/repository.ts';
import type { Source } from '../src/source/source.ts';
import type { ImageStore, ManifestRecord } from '../src/store/image-store.ts';
import type { Sync } from '../src/sync/sync.ts';

/** What is to be put into a repository of {@link createMemoryRegistry}. */
export interface NewManifest {
  readonly tags?: readonly string[];
  /** What an index contains; without any it is an image of two blobs. */
  readonly children?: readonly Digest[];
  readonly subject?: Digest;
  /** Decides the digest. */
  readonly text: string;
}

/** A registry in memory that does what CNCF Distribution does: it deletes whatever it is asked to. */
export interface MemoryRegistry extends Source {
  put(path: string, manifest: NewManifest): Digest;
  tag(path: string, tag: string, digest: Digest): void;
  manifests(path: string): ReadonlyMap<Digest, ManifestRecord>;
  tags(path: string): ReadonlyMap<string, Digest>;
  /** What it has been asked to delete, in order. */
  readonly deleted: readonly Digest[];
  /** Called before each deletion; what it throws is its answer. */
  onDelete: (digest: Digest) => void | Promise<void>;
  /** Called before a repository is read. */
  onRead: () => void | Promise<void>;
}

const indexMediaType = 'application/vnd.oci.image.index.v1+json';
const manifestMediaType = 'application/vnd.oci.image.manifest.v1+json';

/** Makes an empty registry. Every blob has 10 bytes, every manifest 100. */
export function createMemoryRegistry(registryId = 'local'): MemoryRegistry {
  const repositories = new Map<
    string,
    { manifests: Map<Digest, ManifestRecord>; tags: Map<string, Digest> }
  >();
  const deleted: Digest[] = [];
  const at = (path: string) => {
    const found = repositories.get(path) ?? { manifests: new Map(), tags: new Map() };
    repositories.set(path, found);
    return found;
  };

  const read = (path: string, known: ReadonlySet<Digest>) => {
    const { manifests, tags } = at(path);
    const reached = new Set(tags.values());
    for (const digest of reached) {
      for (const child of manifests.get(digest)?.children ?? []) reached.add(child.digest);
      for (const other of manifests.values()) if (other.subject === digest) reached.add(other.digest);
    }
    return {
      registryId,
      name: `${registryId}/${path}`,
      tags: new Map(tags),
      manifests: [...reached].filter((digest) => !known.has(digest)).flatMap((d) => manifests.get(d) ?? []),
      gone: new Set([...known].filter((digest) => !manifests.has(digest))),
      untagged: new Set<Digest>(),
      unread: new Set<string>(),
      pushedMs: new Map<Digest, number>(),
      seenMs: Date.parse('2026-11-23T00:00:00Z'),
    };
  };

  const registry: MemoryRegistry = {
    registryId,
    folderId: undefined,
    kind: 'distribution',
    requests: 0,
    check: async () => {},
    async *repositories() {
      for (const path of repositories.keys()) yield registry.repository(path);
    },
    repository: (path): Repository => ({
      name: `${registryId}/${path}`,
      async read(known) {
        await registry.onRead();
        return read(path, known.manifests);
      },
      stamp: async () => undefined,
      async delete(digest) {
        await registry.onDelete(digest);
        const { manifests, tags } = at(path);
        if (!manifests.delete(digest)) throw new OciError('IMAGE_NOT_FOUND', 'Gone.', { digest });
        for (const [tag, target] of tags) if (target === digest) tags.delete(tag);
        deleted.push(digest);
        return {};
      },
    }),
    find: async (path) => registry.repository(path),
    put(path, { text, tags = [], children = [], subject }) {
      const { manifests } = at(path);
      const digest = digestOf(Buffer.from(`${path} ${text}`));
      const blob = (part: string): Descriptor => ({
        mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
        digest: digestOf(Buffer.from(`${text} ${part}`)),
        size: 10,
      });
      const isIndex = children.length > 0;
      manifests.set(digest, {
        digest,
        mediaType: isIndex ? indexMediaType : manifestMediaType,
        size: 100,
        ...(!isIndex && { config: blob('config') }),
        layers: isIndex ? [] : [blob('layer')],
        children: children.map((child) => ({
          mediaType: manifests.get(child)?.mediaType ?? manifestMediaType,
          digest: child,
          size: 100,
        })),
        ...(subject && { subject }),
      });
      for (const tag of tags) at(path).tags.set(tag, digest);
      return digest;
    },
    tag: (path, tag, digest) => void at(path).tags.set(tag, digest),
    manifests: (path) => at(path).manifests,
    tags: (path) => at(path).tags,
    deleted,
    onDelete: () => {},
    onRead: () => {},
  };
  return registry;
}

/** Reads sources into a store when it is asked to, and not by itself. */
export function createManualSync(
  store: Pick<ImageStore, 'known' | 'putRepository'>,
  source: Source,
): Pick<Sync, 'freshen' | 'refresh'> {
  return {
    async freshen() {},
    async refresh(name, signal) {
      const repository = source.repository(name.slice(name.indexOf('/') + 1));
      const state = await repository.read(store.known(name), { signal });
      if (state) store.putRepository(state);
    },
  };
}

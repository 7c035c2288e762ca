/**
 * Reads a repository of a registry. A registry lists tags and nothing else, so an image that lost its last tag can be
 * found only by those who remember its digest:
 *
 * - Every tag is asked for, and answered with 304 where it still points at the image that is known.
 * - What a tag leads to and is not known yet is read once and for ever: manifests, their dates, what indexes list, and,
 *   where the registry has an API for them, referrers.
 * - What is known and no tag leads to any more is asked for by its digest. It has gone after two 404s: CNCF Distribution
 *   writes its files in place, and one that is read at that moment is not there.
 */
import type { Digest } from '@registry-images/model';
import { isIndexMediaType, isManifestMediaType, type PulledManifest } from '@registry-images/oci';
import pMap from 'p-map';

import type { DamagedManifest, KnownRepository, ManifestRecord } from '../store/image-store.ts';
import { toManifestRecord } from './manifest-record.ts';
import type { RegistryReader } from './registry-reader.ts';
import type { RepositoryHints } from './repository.ts';

/** What was found. */
export interface RegistryContents {
  readonly tags: ReadonlyMap<string, Digest>;
  readonly manifests: ReadonlyMap<Digest, ManifestRecord | DamagedManifest>;
  readonly gone: ReadonlySet<Digest>;
}

/** How many images of a repository are in hand at once, which bounds the memory: a manifest has at most 8 MiB. */
const concurrency = 8;

/** Reads all of a repository. */
export async function readAll(
  reader: RegistryReader,
  known: KnownRepository,
  hasReferrersApi: (digest: Digest) => Promise<boolean>,
): Promise<RegistryContents> {
  const walk = createWalk(reader, known);
  const tags = await walk.readTags((await reader.tags()) ?? []);
  await readReferrers(reader, walk, hasReferrersApi);
  const unreached = [...known.manifests, ...known.damaged].filter((digest) => !walk.reached.has(digest));
  const gone = await walk.readDigests(unreached);
  return { tags, manifests: walk.manifests, gone };
}

/** Reads what somebody says has changed; everything else is taken to be as it is known. */
export async function readHinted(
  reader: RegistryReader,
  known: KnownRepository,
  hints: RepositoryHints,
): Promise<RegistryContents> {
  const walk = createWalk(reader, known);
  const changed = await walk.readTags(hints.tags);
  const gone = await walk.readDigests([...hints.digests].filter((digest) => !walk.reached.has(digest)));
  const kept = [...known.tags].filter(([tag, digest]) => !hints.tags.has(tag) && !gone.has(digest));
  return { tags: new Map([...kept, ...changed]), manifests: walk.manifests, gone };
}

/** A walk through a repository, that comes by everything once. */
interface Walk {
  /** Everything that was found to be there. */
  readonly reached: ReadonlySet<Digest>;
  readonly manifests: ReadonlyMap<Digest, ManifestRecord | DamagedManifest>;
  readTags(tags: Iterable<string>): Promise<Map<string, Digest>>;
  /** Follows digests, and tells which of those that were known have gone. */
  readDigests(digests: Iterable<Digest>): Promise<Set<Digest>>;
  reach(digest: Digest): Promise<void>;
}

function createWalk(reader: RegistryReader, known: KnownRepository): Walk {
  const reached = new Set<Digest>();
  const manifests = new Map<Digest, ManifestRecord | DamagedManifest>();

  const isKnown = (digest: Digest): boolean => known.manifests.has(digest);
  const reach = async (digest: Digest): Promise<void> => {
    if (reached.has(digest)) return;
    if (isKnown(digest)) {
      await stand(digest);
      return;
    }
    const pulled = await reader.pull(digest);
    if (typeof pulled === 'object') await take(pulled);
  };
  /** An image is there and known. What its index lists may have come since. */
  const stand = async (digest: Digest): Promise<void> => {
    if (reached.has(digest)) return;
    reached.add(digest);
    await pMap(known.children.get(digest) ?? [], reach, { concurrency });
  };
  const take = async (pulled: PulledManifest | DamagedManifest): Promise<void> => {
    const digest = 'damaged' in pulled ? pulled.digest : pulled.descriptor.digest;
    if (isKnown(digest)) {
      await stand(digest);
      return;
    }
    if (reached.has(digest)) return;
    reached.add(digest);
    if ('damaged' in pulled) {
      manifests.set(digest, pulled);
      return;
    }
    const { descriptor, content } = pulled;
    const { config, isDamaged } = await reader.config(content);
    // Nobody could run an image without its configuration.
    const record = toManifestRecord(descriptor, content, config);
    manifests.set(digest, isDamaged ? { digest, damaged: true } : record);
    // BuildKit's cache exports list layers, which are no manifests to ask for.
    const children = content.kind === 'index' ? content.manifests.filter(isDocument) : [];
    await pMap(children, (child) => reach(child.digest), { concurrency });
  };

  const readTag = async (tag: string): Promise<[string, Digest][]> => {
    const before = known.tags.get(tag);
    const pulled = await reader.pull(tag, before !== undefined && isKnown(before) ? before : undefined);
    // A tag that was deleted meanwhile points at nothing.
    if (pulled === 'missing') return [];
    if (typeof pulled === 'object') {
      await take(pulled);
      return [[tag, 'damaged' in pulled ? pulled.digest : pulled.descriptor.digest]];
    }
    // Nothing is forgotten because of a refusal.
    if (before === undefined) return [];
    await stand(before);
    return [[tag, before]];
  };

  /** Whether nothing of that digest is there, now. */
  const isMissing = async (digest: Digest): Promise<boolean> => {
    // Not with If-None-Match: CNCF Distribution compares the two digests before it looks whether there is such a manifest.
    const pulled = await reader.pull(digest);
    if (typeof pulled === 'object') await take(pulled);
    else if (pulled !== 'missing') await stand(digest);
    return pulled === 'missing';
  };
  const missing = async (digests: Iterable<Digest>): Promise<Digest[]> => {
    const answers = await pMap(digests, async (digest) => ((await isMissing(digest)) ? [digest] : []), {
      concurrency,
    });
    return answers.flat();
  };

  return {
    reached,
    manifests,
    reach,
    readTags: async (tags) => new Map((await pMap(tags, readTag, { concurrency })).flat()),
    async readDigests(digests) {
      const gone = await missing(await missing(digests));
      return new Set(gone.filter((digest) => isKnown(digest) || known.damaged.has(digest)));
    },
  };
}

async function readReferrers(
  reader: RegistryReader,
  walk: Walk,
  hasReferrersApi: (digest: Digest) => Promise<boolean>,
): Promise<void> {
  const asked = new Set<Digest>();
  for (;;) {
    const unasked = [...walk.reached].filter((digest) => !asked.has(digest));
    const [first] = unasked;
    if (first === undefined || !(await hasReferrersApi(first))) return;
    await pMap(
      unasked,
      async (digest) => {
        asked.add(digest);
        for (const referrer of await reader.referrers(digest)) await walk.reach(referrer);
      },
      { concurrency },
    );
  }
}

function isDocument({ mediaType }: { readonly mediaType: string }): boolean {
  return isManifestMediaType(mediaType) || isIndexMediaType(mediaType);
}

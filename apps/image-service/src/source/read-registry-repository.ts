/**
 * Reads a repository of a registry. A registry lists tags and nothing else, so an image that lost its last tag can be
 * found only by those who remember its digest:
 *
 * - Every tag is asked for, and answered with 304 where it still points at the image that is known.
 * - What a tag leads to and is not known yet is read once and for ever: manifests, their dates, what indexes list, and,
 *   where the registry has an API for them, referrers.
 * - What is known and no tag leads to any more is asked for by its digest; so is, a part at a time, what has gone lately.
 */
import type { Digest } from '@registry-images/model';
import { isIndexMediaType, isManifestMediaType, type PulledManifest } from '@registry-images/oci';
import pMap from 'p-map';

import type { DamagedManifest, KnownRepository, ManifestRecord } from '../store/image-store.ts';
import { toManifestRecord, withoutConfig } from './manifest-record.ts';
import type { RegistryReader } from './registry-reader.ts';
import type { RepositoryHints } from './repository.ts';

/** What was found. */
export interface RegistryContents {
  readonly tags: ReadonlyMap<string, Digest>;
  readonly manifests: ReadonlyMap<Digest, ManifestRecord | DamagedManifest>;
  /** What was known, and is not there now. */
  readonly missing: ReadonlySet<Digest>;
  /** Whether anything at all was there. */
  readonly isAnythingThere: boolean;
  /** See `RepositoryState.unread`. */
  readonly unread: ReadonlySet<string>;
}

/** How many images of a repository are in hand at once, which bounds the memory: a manifest has at most 8 MiB. */
const concurrency = 8;

/** How {@link readAll} reads. */
export interface ReadAllOptions {
  readonly hasReferrersApi: (digest: Digest) => Promise<boolean>;
  /** Whether it looks at all tags again until none has moved while it did. */
  readonly untilStill: boolean;
  /** What has gone lately; all of it is asked for once any is back. */
  readonly forgotten: readonly Digest[];
  /** How many of these are asked for anyway, from the first. */
  readonly forgottenAtOnce: number;
}

/** How often tags are looked at again: a repository into which somebody pushes all the time is never still. */
const maxPasses = 3;

/** Reads all of a repository. */
export async function readAll(
  reader: RegistryReader,
  known: KnownRepository,
  { hasReferrersApi, untilStill, forgotten, forgottenAtOnce }: ReadAllOptions,
): Promise<RegistryContents> {
  const walk = createWalk(reader, known);
  const listed = (await reader.tags()) ?? [];
  // A list that lacks tags for a moment must not take them away: each is asked itself whether it has gone.
  let tags = await walk.readTags(new Set([...listed, ...known.tags.keys()]), known.tags);
  await readReferrers(reader, walk, hasReferrersApi);
  const unreached = [...known.manifests, ...known.damaged].filter((digest) => !walk.reached.has(digest));
  const missing = await walk.readDigests(unreached);
  await readForgotten(walk, forgotten, forgottenAtOnce);
  for (let pass = 0, isStill = !untilStill; !isStill && pass < maxPasses; pass += 1) {
    const before = tags;
    const now = (await reader.tags()) ?? [];
    tags = await walk.readTags(new Set([...now, ...before.keys()]), before);
    isStill = isSame(before, tags);
  }
  return {
    tags,
    manifests: walk.manifests,
    missing: new Set([...missing].filter((digest) => !walk.reached.has(digest))),
    isAnythingThere: listed.length > 0 || walk.reached.size > 0,
    unread: walk.unread,
  };
}

/** Reads what somebody says has changed; everything else is taken to be as it is known. */
export async function readHinted(
  reader: RegistryReader,
  known: KnownRepository,
  hints: RepositoryHints,
): Promise<RegistryContents> {
  const walk = createWalk(reader, known);
  const changed = await walk.readTags(hints.tags, known.tags);
  const missing = await walk.readDigests([...hints.digests].filter((digest) => !walk.reached.has(digest)));
  const kept = [...known.tags].filter(([tag]) => !hints.tags.has(tag));
  const readNow = new Set<string>([...hints.tags, ...hints.digests, ...walk.reached]);
  const stillUnread = [...known.unread].filter((reference) => !readNow.has(reference));
  return {
    tags: new Map([...kept, ...changed]),
    manifests: walk.manifests,
    missing,
    isAnythingThere: true,
    unread: new Set([...stillUnread, ...walk.unread]),
  };
}

/** A walk through a repository, that comes by everything once. */
interface Walk {
  /** Everything that was found to be there. */
  readonly reached: ReadonlySet<Digest>;
  readonly manifests: ReadonlyMap<Digest, ManifestRecord | DamagedManifest>;
  /** What may be an index, and could not be looked into. */
  readonly unread: ReadonlySet<string>;
  /** What tags point at now; `before` is what they did. */
  readTags(tags: Iterable<string>, before: ReadonlyMap<string, Digest>): Promise<Map<string, Digest>>;
  /** Follows digests, and tells which of those that were known are not there. */
  readDigests(digests: Iterable<Digest>): Promise<Set<Digest>>;
  reach(digest: Digest): Promise<void>;
}

function createWalk(reader: RegistryReader, known: KnownRepository): Walk {
  const reached = new Set<Digest>();
  const manifests = new Map<Digest, ManifestRecord | DamagedManifest>();
  const unread = new Set<string>();

  const isKnown = (digest: Digest): boolean => known.manifests.has(digest);
  const reach = async (digest: Digest): Promise<void> => {
    if (reached.has(digest)) return;
    if (isKnown(digest)) {
      await stand(digest);
      return;
    }
    const pulled = await reader.pull(digest);
    if (typeof pulled === 'object') await take(pulled);
    else if (pulled === 'refused') unread.add(digest);
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
      if (!pulled.children) unread.add(digest);
      return;
    }
    const { descriptor, content } = pulled;
    const { config, isDamaged } = await reader.config(content);
    const record = toManifestRecord(descriptor, content, config);
    manifests.set(digest, isDamaged ? withoutConfig(record) : record);
    // BuildKit's cache exports list layers, which are no manifests to ask for.
    const children = content.kind === 'index' ? content.manifests.filter(isDocument) : [];
    await pMap(children, (child) => reach(child.digest), { concurrency });
  };

  const readTag = async (tag: string, before: Digest | undefined): Promise<[string, Digest][]> => {
    const isRead = before !== undefined && (isKnown(before) || reached.has(before));
    const pulled = await reader.pull(tag, isRead ? before : undefined);
    // A tag that was deleted meanwhile points at nothing.
    if (pulled === 'missing') return [];
    if (typeof pulled === 'object') {
      await take(pulled);
      return [[tag, 'damaged' in pulled ? pulled.digest : pulled.descriptor.digest]];
    }
    // Nothing is forgotten because of a refusal. But behind the tag there may be another image by now.
    if (pulled === 'refused') unread.add(tag);
    if (before === undefined) return [];
    await stand(before);
    return [[tag, before]];
  };

  /** Whether nothing of that digest is there, now. */
  const isMissing = async (digest: Digest): Promise<boolean> => {
    // Not with If-None-Match: CNCF Distribution compares the two digests before it looks whether there is such a manifest.
    const pulled = await reader.pull(digest);
    if (typeof pulled === 'object') await take(pulled);
    else if (pulled === 'refused' && !isKnown(digest)) unread.add(digest);
    else if (pulled !== 'missing') await stand(digest);
    return pulled === 'missing';
  };
  return {
    reached,
    manifests,
    unread,
    reach,
    readTags: async (tags, before) =>
      new Map((await pMap(tags, (tag) => readTag(tag, before.get(tag)), { concurrency })).flat()),
    async readDigests(digests) {
      const asked = await pMap(digests, async (digest) => ((await isMissing(digest)) ? [digest] : []), {
        concurrency,
      });
      return new Set(asked.flat().filter((digest) => isKnown(digest) || known.damaged.has(digest)));
    },
  };
}

/** Some of it may have come back behind a tag, or as the child of an index. */
async function readForgotten(walk: Walk, forgotten: readonly Digest[], atOnce: number): Promise<void> {
  const some = forgotten.slice(0, atOnce);
  await walk.readDigests(some);
  if (forgotten.some((digest) => walk.reached.has(digest)))
    await walk.readDigests(forgotten.slice(some.length));
}

function isSame(one: ReadonlyMap<string, Digest>, other: ReadonlyMap<string, Digest>): boolean {
  return one.size === other.size && [...one].every(([tag, digest]) => other.get(tag) === digest);
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

import type { Digest } from '@registry-images/model';
import type { Clock } from '@registry-images/oci';
import type { Logger } from 'pino';

import type { Repository, RepositoryHints } from '../source/repository.ts';
import type { Source } from '../source/source.ts';
import type { ImageStore, KnownRepository, RepositoryChange, RepositoryState } from '../store/image-store.ts';
import { createCoalescer } from './coalescer.ts';
import type { SyncCounters } from './sync-counters.ts';

/** What of a repository has to be read. */
export interface UpdateOrder {
  readonly repository: Repository;
  /** Where to look; undefined for everywhere. */
  readonly hints?: RepositoryHints | undefined;
  readonly pushedMs?: ReadonlyMap<Digest, number> | undefined;
  readonly deleted?: ReadonlySet<Digest> | undefined;
  readonly isUrgent: boolean;
  readonly untilStill?: boolean | undefined;
}

/** What became of it. */
export interface UpdateOutcome extends RepositoryChange {
  /** The tags that the repository has now. */
  readonly tags: ReadonlyMap<string, Digest>;
}

/**
 * Brings what a repository has into the store. One repository is read once at a time; what is asked for meanwhile comes
 * after it, together. Throws what the repository throws.
 */
export type UpdateRepository = (order: UpdateOrder) => Promise<UpdateOutcome>;

/** What {@link createRepositoryUpdates} needs. */
export interface RepositoryUpdatesDeps {
  readonly source: Pick<Source, 'kind'>;
  readonly store: ImageStore;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Those of the source. */
  readonly counters: SyncCounters;
  /** Ends whatever is going on. */
  readonly signal: AbortSignal;
}

const nothing: UpdateOutcome = { added: 0, removed: 0, retagged: 0, tags: new Map() };

/** Makes the one way from a source into the store. */
export function createRepositoryUpdates(deps: RepositoryUpdatesDeps): UpdateRepository {
  const { source, store, logger, clock, counters, signal } = deps;

  /** What a layout does not have is not there; of a registry nobody can tell. */
  const forget = (name: string, digests: readonly Digest[]): void => {
    if (source.kind === 'distribution' && digests.length > 0) store.forget(name, digests, clock.now());
  };
  const update = async (name: string, order: UpdateOrder): Promise<UpdateOutcome> => {
    const { repository, ...options } = order;
    const known = store.known(name);
    const state = await repository.read(known, { ...options, signal });
    signal.throwIfAborted();
    counters.repositoriesRead += 1;
    const isLost = (digest: Digest): boolean => !options.deleted?.has(digest);
    if (!state) {
      const lost = [...known.manifests, ...known.damaged].filter(isLost);
      if (lost.length > 0) logger.warn({ name, images: lost.length }, 'repository gone with all its images');
      forget(name, lost);
      if (store.hasRepository(name)) store.removeRepository(name);
      return nothing;
    }
    logDamages(state, known, logger);
    // First, so that nothing is taken out that could not be asked for again.
    forget(name, [...state.gone].filter(isLost));
    const change = store.putRepository(withoutDeleted(state, known, store));
    counters.imagesAdded += change.added;
    return { ...change, tags: state.tags };
  };

  const coalesced = createCoalescer(update, mergeOrders);
  return (order) => coalesced(order.repository.name, order);
}

/** Both orders in one. */
export function mergeOrders(one: UpdateOrder, other: UpdateOrder): UpdateOrder {
  return {
    repository: other.repository,
    hints: one.hints && other.hints && mergeHints(one.hints, other.hints),
    pushedMs: new Map([...(one.pushedMs ?? []), ...(other.pushedMs ?? [])]),
    deleted: new Set([...(one.deleted ?? []), ...(other.deleted ?? [])]),
    isUrgent: one.isUrgent || other.isUrgent,
    untilStill: one.untilStill || other.untilStill,
  };
}

function mergeHints(one: RepositoryHints, other: RepositoryHints): RepositoryHints | undefined {
  const tags = new Set([...one.tags, ...other.tags]);
  const digests = new Set([...one.digests, ...other.digests]);
  return tags.size + digests.size > maxHints ? undefined : { tags, digests };
}

/** Above that it is simpler to look everywhere. */
const maxHints = 200;

/**
 * What was read, without the images that were deleted while it was: a tag that was seen before its image went away would
 * bring it back.
 */
function withoutDeleted(state: RepositoryState, before: KnownRepository, store: ImageStore): RepositoryState {
  if (before.manifests.size + before.damaged.size === 0) return state;
  const now = store.known(state.name);
  const read = new Set(state.manifests.map(({ digest }) => digest));
  const isDeleted = (digest: Digest): boolean =>
    (before.manifests.has(digest) || before.damaged.has(digest)) &&
    !(now.manifests.has(digest) || now.damaged.has(digest)) &&
    !read.has(digest);
  return {
    ...state,
    tags: new Map([...state.tags].filter(([, digest]) => !isDeleted(digest))),
    untagged: new Set([...state.untagged].filter((digest) => !isDeleted(digest))),
  };
}

function logDamages(
  { name, manifests }: RepositoryState,
  { damaged }: KnownRepository,
  logger: Logger,
): void {
  for (const manifest of manifests) {
    if (!('damaged' in manifest) || damaged.has(manifest.digest)) continue;
    logger.warn({ name, digest: manifest.digest }, 'damaged image');
  }
}

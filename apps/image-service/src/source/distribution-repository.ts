import type { Digest } from '@registry-images/model';
import { OciError, type Clock, type Registry } from '@registry-images/oci';
import type { Logger } from 'pino';

import type { KnownRepository, RepositoryState } from '../store/image-store.ts';
import { readAll, readHinted } from './read-registry-repository.ts';
import { createRegistryReader } from './registry-reader.ts';
import type { Repository } from './repository.ts';
import type { RequestSlots } from './request-slots.ts';

/** What {@link createDistributionRepository} needs. */
export interface DistributionRepositoryOptions {
  readonly registry: Registry;
  readonly slots: RequestSlots;
  readonly registryId: string;
  /** In the registry, `team/app`. */
  readonly path: string;
  /** Whether the registry has an API for referrers; asked with a digest of this repository. */
  readonly hasReferrersApi: (ask: () => Promise<boolean>) => Promise<boolean>;
  readonly memory: RegistryMemory;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** What is remembered of a repository from one look at it to the next. */
export interface RegistryMemory {
  /** What the last sweep has not found. */
  readonly absences: Set<Digest>;
  /** How much was asked for of what is forgotten: the next look begins behind it. */
  forgottenTurn: number;
}

/** How much is asked for at once of what has gone: what others have deleted stays away, and should cost little. */
const forgottenBySweep = 10;
/** The same where somebody waits, perhaps to delete by what is found. */
const forgottenAtUrgentLook = 50;

/** Makes a repository of a registry. */
export function createDistributionRepository(options: DistributionRepositoryOptions): Repository {
  const { registry, slots, registryId, path, memory, logger, clock } = options;
  const { absences } = memory;
  const name = `${registryId}/${path}`;

  return {
    name,
    async read(known, { signal, hints, pushedMs = new Map(), deleted = new Set(), ...how }) {
      const { isUrgent = false, untilStill = false } = how;
      const problems: unknown[] = [];
      const onProblem = (error: unknown): void => void problems.push(error);
      const reader = createRegistryReader({ registry, slots, path, signal, isUrgent, onProblem });
      const forgottenAtOnce = isUrgent ? forgottenAtUrgentLook : forgottenBySweep;
      const isHinted = hints !== undefined && isAnythingKnown(known);
      const { missing, isAnythingThere, ...contents } = isHinted
        ? await readHinted(reader, known, hints)
        : await readAll(reader, known, {
            hasReferrersApi: (digest) => options.hasReferrersApi(() => reader.hasReferrersApi(digest)),
            untilStill,
            forgotten: inTurn(known.forgotten, forgottenAtOnce, memory),
            forgottenAtOnce,
          });
      if (problems.length > 0) {
        logger.warn({ name, count: problems.length, err: problems[0] }, 'manifests passed over');
      }
      const isGone = (digest: Digest): boolean => deleted.has(digest) || (!isUrgent && absences.has(digest));
      const gone = new Set([...missing].filter(isGone));
      if (!isHinted) remember(absences, missing, isUrgent);
      // Where nothing is there at all, it may be the registry's storage that is not.
      const tags = isAnythingThere ? contents.tags : known.tags;
      const state: RepositoryState = {
        ...contents,
        registryId,
        name,
        tags: new Map([...tags].filter(([, digest]) => !gone.has(digest))),
        manifests: [...contents.manifests.values()],
        gone,
        untagged: new Set(),
        pushedMs: new Map(
          [...pushedMs].filter(([digest]) => known.manifests.has(digest) || contents.manifests.has(digest)),
        ),
        seenMs: clock.now(),
      };
      return isEmpty(known, state) ? undefined : state;
    },
    // Only reading tells what has changed.
    stamp: () => Promise.resolve(undefined),
    async delete(digest: Digest) {
      const outcome = await slots.run(() => registry.deleteManifest(path, digest), true);
      if (outcome === 'deleted') return {};
      // Not an answer that passes: a registry that deletes nothing may say so, too.
      if (await slots.run(() => registry.manifest(path, digest), true)) {
        const message = `${name} says that it has no image ${digest} to delete, and gives it all the same.`;
        throw new OciError('REFUSED', message, { digest });
      }
      throw new OciError('IMAGE_NOT_FOUND', `${name} has no image ${digest}.`, { digest });
    },
  };
}

function isAnythingKnown({ tags, manifests }: KnownRepository): boolean {
  return tags.size > 0 || manifests.size > 0;
}

/**
 * Remembers what a sweep has not found. Only what the next sweep does not find either has gone: a registry whose storage is
 * away for a moment answers that nothing is there, and digests without a tag could not be found again.
 */
function remember(absences: Set<Digest>, missing: ReadonlySet<Digest>, isUrgent: boolean): void {
  for (const digest of absences) if (!missing.has(digest)) absences.delete(digest);
  if (!isUrgent) for (const digest of missing) absences.add(digest);
}

/**
 * What is forgotten, with that in front which is asked for now. Half of it is always what went last, which a storage that was
 * away most likely has; the other half takes its turn.
 */
function inTurn(forgotten: readonly Digest[], atOnce: number, memory: RegistryMemory): readonly Digest[] {
  const newest = Math.ceil(atOnce / 2);
  const others = forgotten.slice(newest);
  const turn = memory.forgottenTurn < others.length ? memory.forgottenTurn : 0;
  memory.forgottenTurn = turn + atOnce - newest;
  return [...forgotten.slice(0, newest), ...others.slice(turn), ...others.slice(0, turn)];
}

/** Registries go on listing a repository after its last image. */
function isEmpty(known: KnownRepository, { tags, manifests, gone, unread }: RepositoryState): boolean {
  if (tags.size > 0 || manifests.length > 0 || unread.size > 0) return false;
  return [...known.manifests, ...known.damaged].every((digest) => gone.has(digest));
}

import { isApiError, type ImagesClient } from '@registry-images/client';
import { isRepositoryName, type Image } from '@registry-images/model';

import type { Clock } from '../clock.ts';
import { decide, protectionsOf } from '../policy/decide.ts';
import { sizeBytes } from '../query/filters.ts';
import { streamImages, type ReadBounds, type ReadEnd } from '../query/stream-images.ts';
import { wireName } from '../registry-scope.ts';
import { principalOf, targetOf, withPolicy, type Actor, type PolicySource } from './actor.ts';

/**
 * Why an image stays: it is among the newest of those that match, which are to be kept; it is not what was asked for; the policy protects it, so
 * that it can only be deleted by itself; or the policy does not let the user delete it.
 */
export type KeptBecause = 'newest' | 'filtered' | 'protected' | 'refused';

/** The images that stay for one reason. */
export interface KeptImages {
  readonly because: KeptBecause;
  readonly count: number;
  /** The newest of them. */
  readonly examples: readonly Image[];
}

/** What a cleanup would delete, and what not. */
export interface CleanupPlan {
  readonly repository: string;
  /** What would be deleted, the newest first: no more than one request takes. */
  readonly images: readonly Image[];
  readonly totalBytes: number;
  /** How many would be deleted if one request took them all. */
  readonly matching: number;
  /** What stays, by reason; reasons without images are left out. */
  readonly kept: readonly KeptImages[];
  readonly imagesRead: number;
  /** Whether all images of the repository were looked at. */
  readonly end: ReadEnd;
}

/** What {@link planCleanup} is asked for. */
export interface CleanupWish {
  readonly actor: Actor;
  /** As a person typed it. */
  readonly repository: string;
  /** What is to be deleted. */
  readonly matches: (image: Image) => boolean;
  /** How many of the newest images that match stay. */
  readonly keepLast: number;
  readonly bounds: ReadBounds;
}

/** What {@link planCleanup} needs. */
export interface CleanupDeps extends PolicySource {
  readonly images: Pick<ImagesClient, 'images'>;
  readonly clock: Clock;
}

/** The registry does not list the images of a repository by their age, so nobody knows which are the newest. */
export class UnorderedImagesError extends Error {
  override readonly name = 'UnorderedImagesError';

  constructor(repository: string) {
    super(
      `The Image API was asked for the images of ${repository}, the newest first, and does not sort them.`,
    );
  }
}

/** How many images one request takes: what a person can still look through. */
export const maxCleanupImages = 500;
const exampleCount = 3;
const pageSize = 200;

/**
 * Plans the deletion of many images of a repository, and deletes nothing. A repository that the registry does not know has
 * no images.
 *
 * @throws UnorderedImagesError if some are to be kept, and the registry does not say which are the newest; ImagesError if it
 *   cannot be asked; an Error if Slack cannot; the abort reason of `signal`.
 */
export async function planCleanup(
  deps: CleanupDeps,
  { actor, repository, matches, keepLast, bounds }: CleanupWish,
  signal: AbortSignal,
): Promise<CleanupPlan> {
  const known = await withPolicy(deps, actor);
  const { policy, scope } = known;
  const principal = await principalOf(known, actor);
  const removed: Image[] = [];
  const kept = new Map<KeptBecause, { count: number; examples: Image[] }>();
  let imagesRead = 0;
  let matching = 0;
  let keptCount = 0;
  let lastMs = Number.POSITIVE_INFINITY;

  /** Which are the newest is the word of the registry, and nothing brings back what goes by mistake. */
  function checkAge(image: Image): void {
    const createdMs = Date.parse(image.createdAt);
    // What could not be read has no known time, and where it stands says nothing.
    if (Number.isNaN(createdMs)) return;
    if (createdMs > lastMs) throw new UnorderedImagesError(repository);
    lastMs = createdMs;
  }

  function whyKept(image: Image): KeptBecause | undefined {
    if (!matches(image)) return 'filtered';
    if (keepLast > 0) checkAge(image);
    if (keptCount < keepLast) {
      keptCount += 1;
      return 'newest';
    }
    const target = targetOf(scope, image);
    if (!decide(policy, principal, 'delete', target).allowed) return 'refused';
    return protectionsOf(policy, target).length > 0 ? 'protected' : undefined;
  }
  function take(image: Image): void {
    imagesRead += 1;
    const because = whyKept(image);
    if (because === undefined) {
      matching += 1;
      if (removed.length < maxCleanupImages) removed.push(image);
      return;
    }
    const same = kept.get(because) ?? { count: 0, examples: [] };
    same.count += 1;
    if (same.examples.length < exampleCount) same.examples.push(image);
    kept.set(because, same);
  }

  const end = await readAll(deps, { repository, bounds, signal, take });
  return {
    repository,
    images: removed,
    totalBytes: removed.reduce((sum, image) => sum + sizeBytes(image), 0),
    matching,
    kept: [...kept].map(([because, { count, examples }]) => ({ because, count, examples })),
    imagesRead,
    end,
  };
}

/** Reads the images of a repository, the newest first: only so it is known early which are the newest. */
async function readAll(
  { images, scope, clock }: CleanupDeps,
  read: {
    readonly repository: string;
    readonly bounds: ReadBounds;
    readonly signal: AbortSignal;
    readonly take: (image: Image) => void;
  },
): Promise<ReadEnd> {
  const repositoryName = wireName(scope, read.repository);
  // Such as one behind the address of another registry.
  if (!isRepositoryName(repositoryName)) return 'complete';
  const stream = streamImages({
    pagesFrom: (pageToken, signal) =>
      images.images
        .list(
          {
            repositoryName,
            orderBy: [{ field: 'createdAt', direction: 'desc' }],
            pageSize,
          },
          { signal, prefetch: true },
        )
        .byPage({ pageToken }),
    from: { token: '', skip: 0 },
    matches: () => true,
    bounds: read.bounds,
    clock,
    signal: read.signal,
  });
  try {
    for (;;) {
      const next = await stream.next();
      if (next.done) return next.value;
      for (const { image } of next.value.matches) read.take(image);
    }
  } catch (error) {
    if (isApiError(error) && error.status === 'NOT_FOUND') return 'complete';
    throw error;
  }
}

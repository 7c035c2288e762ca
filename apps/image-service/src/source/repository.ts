import type { Digest } from '@registry-images/model';

import type { KnownRepository, RepositoryState } from '../store/image-store.ts';

/** What became of a deletion, for the log. */
export type Deleted = Readonly<Record<string, unknown>>;

/** What somebody says has changed in a repository. It is only where to look: what is there is read. */
export interface RepositoryHints {
  /** Tags that were pushed, moved or deleted. */
  readonly tags: ReadonlySet<string>;
  /** Images that were pushed or deleted by their digest. */
  readonly digests: ReadonlySet<Digest>;
}

/** How a repository is read. */
export interface ReadOptions {
  readonly signal: AbortSignal;
  /** Only what these tell of; everything by default. A layout is always read whole. */
  readonly hints?: RepositoryHints | undefined;
  /** When images were pushed, ms since the Unix epoch, as somebody says. */
  readonly pushedMs?: ReadonlyMap<Digest, number> | undefined;
  /** What was deleted, as somebody says: one look tells that it has gone, where two sweeps have to otherwise. */
  readonly deleted?: ReadonlySet<Digest> | undefined;
  /** Whether somebody waits for it: its requests go before those of a sweep. */
  readonly isUrgent?: boolean;
  /** Whether something is deleted by what it finds: what comes meanwhile is read too. Not by default. */
  readonly untilStill?: boolean | undefined;
}

/**
 * One repository, wherever it is. All methods throw OciErrors, and the reason of the signal when it aborts. What is
 * damaged is data and no error.
 */
export interface Repository {
  /** `<registry id>/<path>`. */
  readonly name: string;
  /**
   * Reads what the repository has now, except for what is known and cannot have changed. Undefined where it is not there:
   * no tag, and nothing left of what is known. What a registry does not have any more has gone at the second sweep that
   * does not find it.
   */
  read(known: KnownRepository, options: ReadOptions): Promise<RepositoryState | undefined>;
  /** Changes with everything that somebody writes; undefined where only reading tells, or where it is not there. */
  stamp(signal: AbortSignal): Promise<string | undefined>;
  /**
   * Deletes an image with every tag of it, whoever needs it; a layout throws `REFERENCED` where another image contains
   * it. Throws `IMAGE_NOT_FOUND` where it has gone, `UNSUPPORTED` where the registry does not delete.
   */
  delete(digest: Digest): Promise<Deleted>;
}

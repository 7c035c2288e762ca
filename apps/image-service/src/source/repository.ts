import type { Digest } from '@registry-images/model';
import type { ContentSource, ImageEntry, ImageGraph } from '@registry-images/oci';

/** What became of a deletion, for the log. */
export type Deleted = Readonly<Record<string, unknown>>;

/**
 * One repository, wherever it is: what it lists, and where that can be read. Everything is read anew at each call. All
 * methods throw OciErrors, and the reason of the signal when it aborts.
 */
export interface Repository {
  /** `<registry id>/<path>`. */
  readonly name: string;
  readonly content: ContentSource;
  /** The images that are listed, once for each tag. */
  entries(signal: AbortSignal): Promise<readonly ImageEntry[]>;
  /** What is listed, and everything that it leads to. */
  graph(signal: AbortSignal): Promise<ImageGraph>;
  /** When an image came into the repository; undefined where nobody knows. */
  modifiedAt(digest: Digest): Promise<Date | undefined>;
  /**
   * Deletes an image with every tag of it. Throws `REFERENCED` where another image contains it, `IMAGE_NOT_FOUND` where
   * it has gone.
   */
  delete(digest: Digest): Promise<Deleted>;
}

/**
 * Finds the repositories of a registry: all of them, or the one of a path, for which the answer is empty where there is
 * none. Throws OciErrors.
 */
export type FindRepositories = (
  path: string | undefined,
  signal: AbortSignal,
) => Promise<readonly Repository[]>;

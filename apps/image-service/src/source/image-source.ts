import type { Image } from '@registry-images/model';

/** What has to be read from the image itself. */
export interface ImageContent extends Pick<Image, 'config' | 'layers' | 'compressedSize'> {
  /** When the image was built, or else came into this source; RFC 3339, UTC. Missing where nobody knows. */
  readonly createdAt?: string;
  /** When the image came into this source, or was last written; RFC 3339, UTC. Missing where nobody knows. */
  readonly lastModified?: string;
}

/** An image that contains another one, however nested. */
export interface ImageParent {
  readonly digest: string;
  readonly tags: readonly string[];
}

/**
 * An image that was found: where it is and what points at it, which cost little to tell, and how to come to the rest. All
 * methods throw {@link ServiceError}s; `NOT_FOUND` where the image has gone since.
 */
export interface SourceImage {
  /** At most 50 characters; the same for as long as the image is there. See `imageId`. */
  readonly id: string;
  /** The repository, `<registry id>/<path>`. */
  readonly name: string;
  readonly digest: string;
  readonly tags: readonly string[];
  /** Reads the image. Fails with `DATA_LOSS` where it is damaged. */
  content(signal: AbortSignal): Promise<ImageContent>;
  /** The images that contain this one, which cannot be deleted before them. */
  parents(signal: AbortSignal): Promise<readonly ImageParent[]>;
  /**
   * Deletes the image, every tag of it, and what nothing references any more. Fails with `FAILED_PRECONDITION` where it
   * has parents.
   */
  delete(): Promise<void>;
}

/** Which images to look at: those of one repository, or all of the registry. */
export interface SourceScope {
  /** `<registry id>/<path>`. */
  readonly repositoryName?: string;
}

/**
 * Where images are: one registry. Everything is read anew at each call, so that what others write is seen at once. All
 * methods throw {@link ServiceError}s, and the reason of the signal when it aborts.
 */
export interface ImageSource {
  readonly registryId: string;
  /**
   * Every image of the scope, in no particular order. A repository of the registry that cannot be read is logged and
   * left out; one that was asked for by name fails with `DATA_LOSS`, or `NOT_FOUND` where there is none.
   */
  list(scope: SourceScope, signal: AbortSignal): Promise<SourceImage[]>;
  /** The image with this id, those included that only an index contains; undefined where there is none. */
  find(id: string, signal: AbortSignal): Promise<SourceImage | undefined>;
}

import type { Digest } from '@registry-images/model';

import type { Abortable } from '../abortable.ts';
import type { Descriptor } from '../descriptor.ts';
import type { ReadBlobOptions } from '../document.ts';
import type { ImageIndex, ImageManifest } from '../manifest.ts';

/** A manifest or an index as a registry gave it. */
export interface PulledManifest {
  /** Its media type, its digest, computed over `bytes`, and its size. */
  readonly descriptor: Descriptor;
  /** The bytes that the digest is of. Put back unchanged, they are the same image. */
  readonly bytes: Uint8Array;
  readonly content: ImageManifest | ImageIndex;
}

/** How a manifest is asked for. */
export interface ManifestOptions extends Abortable {
  /** The digest that is known already: for the same one the answer is `not-modified`, and no body is sent. */
  readonly ifNoneMatch?: Digest;
}

/** Which referrers are asked for. */
export interface ReferrersOptions extends Abortable {
  /** Only those of this kind, e.g. that of a signature. */
  readonly artifactType?: string;
}

/**
 * A registry that speaks the OCI Distribution protocol. It holds nothing but tokens; every answer is the registry's own
 * of that moment. It does not limit how much is asked at once: more than 8 requests in flight gain nothing with CNCF
 * Distribution.
 *
 * Whatever is asked can throw an {@link OciError}:
 *
 * - `INVALID_ARGUMENT` for a name, tag or digest that nothing can have; it is not sent,
 * - `UNAUTHORIZED` where the credentials are missing or wrong, `DENIED` where they do not reach that far,
 * - `UNREACHABLE`, `RATE_LIMITED`, `TIMEOUT`, for reading after several tries,
 * - `REFUSED` for every other refusal; `reasons` holds what the registry says,
 * - `UNEXPECTED_ANSWER` for what does not follow the protocol, `TOO_LARGE` for what is too long to be read,
 *
 * or the reason of the caller's signal.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md
 */
export interface Registry {
  /** Where it is, e.g. `https://registry.example`. */
  readonly origin: string;
  /**
   * Returns if this is a registry that accepts the credentials. A registry that lets everybody in does not look at
   * them.
   */
  ping(options?: Abortable): Promise<void>;
  /**
   * The names of all repositories, each once, in the order of the registry, which need not be that of strings. Emptied
   * repositories may be among them. Pages are fetched as they are needed.
   *
   * @throws OciError `UNSUPPORTED` where the registry has no catalog, or none for these credentials: then the names have
   *   to come from elsewhere.
   */
  repositories(options?: Abortable): AsyncIterable<string>;
  /**
   * The tags of a repository, sorted, each once; undefined for a repository that the registry does not know. CNCF
   * Distribution 3 says so too of one whose last tag is gone, while its untagged images are still there.
   */
  tags(repository: string, options?: Abortable): Promise<readonly string[] | undefined>;
  /**
   * The manifest or index that a tag or a digest names; undefined where there is none.
   *
   * @throws OciError `DIGEST_MISMATCH`, `MALFORMED`, `UNSUPPORTED_MEDIA_TYPE`, `UNSUPPORTED_DIGEST`.
   */
  manifest(
    repository: string,
    reference: string,
    options?: ManifestOptions,
  ): Promise<PulledManifest | 'not-modified' | undefined>;
  /**
   * Reads a blob whole and verifies its size and its digest.
   *
   * @throws OciError `BLOB_NOT_FOUND`, `SIZE_MISMATCH`, `DIGEST_MISMATCH`, `UNSUPPORTED_DIGEST`; `TOO_LARGE` before
   *   anything is sent, where the descriptor says so.
   */
  blob(
    repository: string,
    descriptor: Pick<Descriptor, 'digest' | 'size'>,
    options?: ReadBlobOptions,
  ): Promise<Uint8Array>;
  /**
   * The manifests that say something about another one, such as its signatures; it need not exist. Where the registry
   * has no API for them, as CNCF Distribution, those that clients list under {@link referrersTagOf}.
   *
   * @throws OciError `MALFORMED`.
   */
  referrers(repository: string, digest: Digest, options?: ReferrersOptions): Promise<readonly Descriptor[]>;
  /**
   * Whether the registry has an API for referrers, so that asking for those of each manifest finds what its tags do not
   * show. `digest` is that of a manifest of the repository: some registries have none for anything else.
   */
  hasReferrersApi(repository: string, digest: Digest, options?: Abortable): Promise<boolean>;
  /**
   * Deletes a manifest or an index, and with it every tag that points at it. Whether an index still needs it is for the
   * caller to find out: CNCF Distribution deletes it all the same and leaves an index that cannot be pulled.
   *
   * It is sent once. After `UNREACHABLE` and `TIMEOUT` nobody knows whether it was done; asking again is safe.
   *
   * @returns `not-found` where there is nothing of that digest, which is how a deletion that was repeated ends.
   * @throws OciError `UNSUPPORTED` where the registry does not delete at all; the message says what to configure.
   */
  deleteManifest(repository: string, digest: Digest, options?: Abortable): Promise<'deleted' | 'not-found'>;
}

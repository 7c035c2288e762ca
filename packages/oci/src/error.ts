import type { Digest } from '@registry-images/model';

/** What went wrong with an image or its layout. Closed: a caller can switch over all of them. */
export type OciErrorCode =
  /** The blob is not in the layout or the repository. */
  | 'BLOB_NOT_FOUND'
  /** The registry does not let these credentials do that. */
  | 'DENIED'
  /** The bytes of a blob do not have the digest that names them. */
  | 'DIGEST_MISMATCH'
  /** The layout has no image of this digest. */
  | 'IMAGE_NOT_FOUND'
  /** A URL, a name or a setting that cannot be one. Nothing was sent. */
  | 'INVALID_ARGUMENT'
  /** The name does not follow the grammar of tags. */
  | 'INVALID_TAG'
  /** The operating system refused: no permission, a full disk. The cause says what. */
  | 'IO'
  /** Another writer holds the layout's lock, or took it over. */
  | 'LOCKED'
  /** Bytes that do not follow the specification. */
  | 'MALFORMED'
  /** The folder is no OCI image layout, or one of an unknown version. */
  | 'NOT_A_LAYOUT'
  /** The registry asks for a longer pause than is waited for, or for one again and again; `retryAfterMs` is the last. */
  | 'RATE_LIMITED'
  /** The image belongs to an index that still stands; `parents` names it. */
  | 'REFERENCED'
  /** The registry does not do it; `reasons` says why. */
  | 'REFUSED'
  /** The folder that should hold the layouts is not there. */
  | 'ROOT_NOT_FOUND'
  /** A blob has another size than its descriptor says. */
  | 'SIZE_MISMATCH'
  /** The registry did not answer in time. */
  | 'TIMEOUT'
  /** More bytes than the caller reads at once. */
  | 'TOO_LARGE'
  /** The registry wants to know who asks, or does not accept the credentials. */
  | 'UNAUTHORIZED'
  /** Something answered, and not by the protocol of registries. */
  | 'UNEXPECTED_ANSWER'
  /** No whole answer, or a failure of the registry itself (`status` is 5xx). */
  | 'UNREACHABLE'
  /** The registry does not offer that, or is configured not to. */
  | 'UNSUPPORTED'
  /** A digest whose algorithm cannot be verified here. */
  | 'UNSUPPORTED_DIGEST'
  /** A manifest of a kind that is not known here. */
  | 'UNSUPPORTED_MEDIA_TYPE';

/** An image of `index.json` that contains another one, however nested. */
export interface ImageParent {
  readonly digest: Digest;
  /** The tags of the parent; empty for an untagged one. */
  readonly tags: readonly string[];
}

/** What a registry says of a request that it refuses. */
export interface RegistryReason {
  /** Such as `MANIFEST_UNKNOWN`; registries have codes of their own, too. */
  readonly code: string;
  /** For people; may be empty. */
  readonly message: string;
}

/** What an {@link OciError} is about, as far as it is known where the error arises. */
export interface OciErrorFacts {
  /** The file or folder. */
  readonly path?: string;
  readonly digest?: Digest;
  /**
   * With a document that was read and is not understood: the digests that it lists as its manifests all the same. Undefined
   * where that cannot be told.
   */
  readonly children?: readonly Digest[];
  /** With `REFERENCED`: every image that has to be deleted first. */
  readonly parents?: readonly ImageParent[];
  /** What was asked for, without its query, which may hold a secret. */
  readonly url?: string;
  /** The HTTP status of the answer. */
  readonly status?: number;
  readonly reasons?: readonly RegistryReason[];
  /** The pause that the registry asks for, in milliseconds. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** The only error that this package throws, besides what an aborted signal carries. */
export class OciError extends Error {
  override readonly name = 'OciError';
  readonly code: OciErrorCode;
  readonly path: string | undefined;
  readonly digest: Digest | undefined;
  readonly children: readonly Digest[] | undefined;
  readonly parents: readonly ImageParent[];
  readonly url: string | undefined;
  readonly status: number | undefined;
  readonly reasons: readonly RegistryReason[];
  readonly retryAfterMs: number | undefined;

  constructor(code: OciErrorCode, message: string, facts: OciErrorFacts = {}) {
    super(message, 'cause' in facts ? { cause: facts.cause } : undefined);
    this.code = code;
    this.path = facts.path;
    this.digest = facts.digest;
    this.children = facts.children;
    this.parents = facts.parents ?? [];
    this.url = facts.url;
    this.status = facts.status;
    this.reasons = facts.reasons ?? [];
    this.retryAfterMs = facts.retryAfterMs;
  }
}

/** Whether `error` is an {@link OciError} of one of `codes`, or of any code where none is given. */
export function isOciError(error: unknown, ...codes: readonly OciErrorCode[]): error is OciError {
  return error instanceof OciError && (codes.length === 0 || codes.includes(error.code));
}

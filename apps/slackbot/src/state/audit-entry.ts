import type { ImageState } from './deletion-request.ts';

/**
 * What the audit says of. Of people: `request`, `approval`, `rejection`, `cancellation`; a `refusal` is what somebody tried
 * and was not allowed. Of the bot: `expiry`; `lapse`, when nobody can approve any more; `delete`, when the registry is told; `outcome`, what became of an image.
 */
export type AuditKind =
  | 'request'
  | 'refusal'
  | 'approval'
  | 'rejection'
  | 'cancellation'
  | 'expiry'
  | 'lapse'
  | 'delete'
  | 'outcome';

/** An image, as the audit remembers it. */
export interface AuditedImage {
  readonly imageId: string;
  /** The repository's name on the wire. */
  readonly name: string;
  readonly digest: string;
  readonly tags: readonly string[];
}

/** One line of the audit: about one image, or about none. */
export interface AuditEntry {
  readonly teamId: string;
  readonly atMs: number;
  readonly kind: AuditKind;
  /** Who did it; for what the bot does, who asked for it. */
  readonly userId: string;
  /** Where it was done; missing where there is no channel, as in App Home. */
  readonly channelId?: string;
  readonly requestId?: string;
  readonly image?: AuditedImage;
  /** Of a request: why, in the requester's words. */
  readonly reason?: string;
  readonly operationId?: string;
  /** Of an outcome: what became of the image. */
  readonly outcome?: ImageState;
  /** Of a refusal: what was tried and why it was refused; of a lapse: why; of an outcome: what went wrong. */
  readonly note?: string;
}

/** A line that is in the log. */
export interface StoredAuditEntry extends AuditEntry {
  /** Rises with each line. */
  readonly seq: number;
}

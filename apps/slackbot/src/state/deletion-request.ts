import type { OperationState } from '@registry-images/client';

import type { Subject } from '../policy/subject.ts';

/**
 * How far the deletion of one image has come. `pending`: not begun. `running`: the registry has been told, or is about to
 * be. The others are ends: it was deleted; it was gone before; it is not what was agreed to, so that nothing was
 * deleted; the registry refused; it did not work, and the image is still there; or nobody knows.
 */
export type ImageState =
  | 'pending'
  | 'running'
  | 'deleted'
  | 'gone'
  | 'changed'
  | 'refused'
  | 'failed'
  | 'unknown';

/** An image whose deletion was asked for, as it was then, and what has become of it. */
export interface RequestedImage {
  readonly imageId: string;
  /** The repository's name on the wire. */
  readonly name: string;
  readonly digest: string;
  readonly tags: readonly string[];
  /** The `imageFingerprint` of what the requester was shown. */
  readonly fingerprint: string;
  readonly sizeBytes: number;
  readonly state: ImageState;
  /** The operation that deletes it, for `operations.resume`; missing while the registry has not named one. */
  readonly operation?: OperationState;
  /** Why it did not go well, or does not at the moment, and what to do, as mark-up. */
  readonly message?: string;
}

/**
 * Where a request stands. Of these `awaiting-approval`, `approved` and `running` are open; the others are final. `done`
 * says that each image has come to an end, not that each was deleted.
 */
export type DeletionState =
  | 'awaiting-approval'
  | 'approved'
  | 'running'
  | 'done'
  | 'rejected'
  | 'expired'
  | 'cancelled'
  | 'lapsed';

/**
 * Why a request cannot be approved any more: the policy asks for other approvals than when it was made; it does not let the
 * requester delete it any more; or somebody who approved may not do that any more.
 */
export type LapseReason = 'policy-changed' | 'requester-may-not' | 'approver-may-not';

/** A consent that the policy asks for, since some image is protected. */
export interface NeededApproval {
  /** What is protected, in the policy's words, such as `team/app: latest, prod-*`. Unique within a rule. */
  readonly name: string;
  /** How many users, of whom none is the requester, have to approve. At least 1. */
  readonly approvals: number;
  /** Who may, as it was when the deletion was asked for. */
  readonly approvers: readonly Subject[];
}

/** What the policy asks of a deletion, as it was when the deletion was asked for. */
export interface DeletionRule {
  /** All of them are needed; none if the deletion needs no approval. */
  readonly needs: readonly NeededApproval[];
  /** Whether the requester has to type the end of the digest. */
  readonly typesDigest: boolean;
}

/** One user's consent. */
export interface Approval {
  readonly userId: string;
  /** Where it was given; missing where there is no channel, as in App Home. */
  readonly channelId?: string;
  /** Whether the user belongs to another organisation. */
  readonly isStranger?: true;
  readonly atMs: number;
  /** The names of the needed approvals that it counts for. */
  readonly countsFor: readonly string[];
}

/** A message of Slack. */
export interface MessageAddress {
  readonly channelId: string;
  readonly ts: string;
}

/** The wish to delete images, of one user at one time, and what has become of it. Times are in ms since the Unix epoch. */
export interface DeletionRequest {
  /** Unique, and not to be guessed. */
  readonly id: string;
  /** Counts the changes: a change is stored only if nobody else has made one since it was read. */
  readonly version: number;
  readonly teamId: string;
  /** Where it was asked for. */
  readonly channelId: string;
  /** The id of the user who asked for it. */
  readonly requester: string;
  /** Whether the requester belongs to another organisation. */
  readonly isStranger?: true;
  readonly createdAtMs: number;
  /** It has to have begun by then. */
  readonly expiresAtMs: number;
  readonly reason?: string;
  readonly images: readonly RequestedImage[];
  readonly state: DeletionState;
  readonly rule: DeletionRule;
  /** One for each user who approved, the earliest first. */
  readonly approvals: readonly Approval[];
  /** When the deletion began. */
  readonly startedAtMs?: number;
  /** The user who rejected it. */
  readonly rejectedBy?: string;
  /** Why it lapsed. */
  readonly lapsedBecause?: LapseReason;
  /** The message that shows it. */
  readonly message?: MessageAddress;
}

/** What {@link newDeletionRequest} is told. */
export type DeletionWish = Pick<
  DeletionRequest,
  | 'id'
  | 'teamId'
  | 'channelId'
  | 'requester'
  | 'isStranger'
  | 'createdAtMs'
  | 'expiresAtMs'
  | 'reason'
  | 'rule'
> & { readonly images: readonly Omit<RequestedImage, 'state' | 'operation' | 'message'>[] };

/** Makes a request in its first state: where no approval is needed it is approved from the beginning. */
export function newDeletionRequest(wish: DeletionWish): DeletionRequest {
  return {
    ...wish,
    version: 1,
    images: wish.images.map((image) => ({ ...image, state: 'pending' })),
    state: wish.rule.needs.length > 0 ? 'awaiting-approval' : 'approved',
    approvals: [],
  };
}

/** Whether something can still happen to a request. */
export function isOpen({ state }: Pick<DeletionRequest, 'state'>): boolean {
  return state === 'awaiting-approval' || state === 'approved' || state === 'running';
}

/** How many approvals are still missing for each need that is not met. */
export function missingApprovals({ rule, approvals }: Pick<DeletionRequest, 'rule' | 'approvals'>): {
  readonly need: NeededApproval;
  readonly missing: number;
}[] {
  return rule.needs
    .map((need) => {
      const given = approvals.filter(({ countsFor }) => countsFor.includes(need.name)).length;
      return { need, missing: need.approvals - given };
    })
    .filter(({ missing }) => missing > 0);
}

/** Whether the deletion of an image has come to an end, good or bad. */
export function isEnd(state: ImageState): boolean {
  return state !== 'pending' && state !== 'running';
}

/**
 * The Idempotency-Key of an image's deletion: the same however often the bot was restarted, so that a registry that knows
 * such keys deletes once. At most 128 characters, as the API has it, since both ids have at most 50.
 */
export function deletionKey({ id }: Pick<DeletionRequest, 'id'>, imageId: string): string {
  return `${id}-${imageId}`;
}

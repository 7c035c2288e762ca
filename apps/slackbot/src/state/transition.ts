import type { OperationState } from '@registry-images/client';

import {
  isEnd,
  isOpen,
  missingApprovals,
  type Approval,
  type DeletionRequest,
  type DeletionState,
  type ImageState,
  type LapseReason,
  type MessageAddress,
  type RequestedImage,
} from './deletion-request.ts';

/** Something that happens to a request. Whether the policy lets a user do it was looked at before. */
export type DeletionEvent =
  | ({ readonly kind: 'approve' } & Approval)
  | { readonly kind: 'reject'; readonly userId: string; readonly atMs: number }
  | { readonly kind: 'cancel'; readonly userId: string; readonly atMs: number }
  | { readonly kind: 'expire'; readonly atMs: number }
  /** Nobody can approve it any more. */
  | { readonly kind: 'lapse'; readonly because: LapseReason; readonly atMs: number }
  /** The deletion begins. */
  | { readonly kind: 'start'; readonly atMs: number }
  /** The deletion of an image has come further. When the last has come to its end, the request is done. */
  | {
      readonly kind: 'progress';
      readonly imageId: string;
      readonly state: Exclude<ImageState, 'pending'>;
      readonly operation?: OperationState;
      readonly message?: string;
    }
  /** A message now shows the request. */
  | { readonly kind: 'show'; readonly message: MessageAddress };

/** Why an event cannot be. */
export type TransitionRefusal =
  /** The request is past it, or not yet there. */
  | { readonly kind: 'wrong-state'; readonly state: DeletionState }
  /** The time to decide is over. */
  | { readonly kind: 'expired' }
  /** The time to decide is not over. */
  | { readonly kind: 'not-expired' }
  /** Nobody decides about a request of their own. */
  | { readonly kind: 'own-request' }
  /** Nobody counts twice. */
  | { readonly kind: 'already-approved' }
  /** What the user could approve has all its approvals. */
  | { readonly kind: 'not-needed' }
  /** Only the requester can take a request back. */
  | { readonly kind: 'not-requester' }
  /** The request is not about this image, or the image has come to its end. */
  | { readonly kind: 'no-such-image' };

/** What comes of an event. */
export type Transition =
  | { readonly outcome: 'changed'; readonly request: DeletionRequest }
  | { readonly outcome: 'refused'; readonly refusal: TransitionRefusal };

/** The request after an event, with the next version, or why the event cannot be. The only place where requests change. */
export function transition(request: DeletionRequest, event: DeletionEvent): Transition {
  const change = changeBy(request, event);
  if ('kind' in change) return { outcome: 'refused', refusal: change };
  return { outcome: 'changed', request: { ...request, ...change, version: request.version + 1 } };
}

type Change = Partial<DeletionRequest> | TransitionRefusal;

function changeBy(request: DeletionRequest, event: DeletionEvent): Change {
  switch (event.kind) {
    case 'approve':
      return undecided(request, event.atMs) ?? approve(request, approvalOf(event));
    case 'reject':
      if (event.userId === request.requester) return { kind: 'own-request' };
      return undecided(request, event.atMs) ?? { state: 'rejected', rejectedBy: event.userId };
    case 'cancel':
      if (event.userId !== request.requester) return { kind: 'not-requester' };
      return undecided(request, event.atMs) ?? { state: 'cancelled' };
    case 'expire':
      return expire(request, event.atMs);
    case 'lapse':
      return undecided(request, event.atMs) ?? { state: 'lapsed', lapsedBecause: event.because };
    case 'start':
      if (request.state !== 'approved') return { kind: 'wrong-state', state: request.state };
      if (isOver(request, event.atMs)) return { kind: 'expired' };
      return { state: 'running', startedAtMs: event.atMs };
    case 'progress':
      return progress(request, event);
    case 'show':
  }
  return { message: event.message };
}

function isOver({ expiresAtMs }: DeletionRequest, atMs: number): boolean {
  return atMs >= expiresAtMs;
}

/** Why nothing can be decided any more; undefined if something can. */
function undecided(request: DeletionRequest, atMs: number): TransitionRefusal | undefined {
  const { state } = request;
  if (state !== 'awaiting-approval') return { kind: 'wrong-state', state };
  return isOver(request, atMs) ? { kind: 'expired' } : undefined;
}

function approvalOf({ kind: _kind, ...approval }: Extract<DeletionEvent, { kind: 'approve' }>): Approval {
  return approval;
}

function approve(request: DeletionRequest, approval: Approval): Change {
  const { userId, countsFor } = approval;
  if (userId === request.requester) return { kind: 'own-request' };
  if (request.approvals.some((earlier) => earlier.userId === userId)) return { kind: 'already-approved' };
  if (!missingApprovals(request).some(({ need }) => countsFor.includes(need.name))) {
    return { kind: 'not-needed' };
  }
  const approvals = [...request.approvals, approval];
  const isEnough = missingApprovals({ rule: request.rule, approvals }).length === 0;
  return isEnough ? { approvals, state: 'approved' } : { approvals };
}

/** What has begun goes on to its end; what has not does not begin any more. */
function expire(request: DeletionRequest, atMs: number): Change {
  const { state } = request;
  if (!isOpen(request) || state === 'running') return { kind: 'wrong-state', state };
  return isOver(request, atMs) ? { state: 'expired' } : { kind: 'not-expired' };
}

function progress(
  { state, images }: DeletionRequest,
  event: Extract<DeletionEvent, { kind: 'progress' }>,
): Change {
  if (state !== 'running') return { kind: 'wrong-state', state };
  const image = images.find(({ imageId }) => imageId === event.imageId);
  if (!image || isEnd(image.state)) return { kind: 'no-such-image' };
  // A message is about one state: it does not outlive it.
  const { message: _earlier, ...rest } = image;
  const next: RequestedImage = {
    ...rest,
    state: event.state,
    ...(event.operation && { operation: event.operation }),
    ...(event.message !== undefined && { message: event.message }),
  };
  const after = images.map((each) => (each === image ? next : each));
  return { images: after, ...(after.every((each) => isEnd(each.state)) && { state: 'done' as const }) };
}

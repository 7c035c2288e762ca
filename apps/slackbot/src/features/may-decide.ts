import { decide, type Principal, type Target } from '../policy/decide.ts';
import { asksTheSame, needsMetBy, ruleOf } from '../policy/rule.ts';
import type { DeletionRequest } from '../state/deletion-request.ts';
import { targetOf, type PolicyOnImages } from './actor.ts';

/** What a request is about, to the policy. */
export function targetsOf(
  { scope }: Pick<PolicyOnImages, 'scope'>,
  { images }: Pick<DeletionRequest, 'images'>,
): readonly Target[] {
  return images.map((image) => targetOf(scope, image));
}

/** Whether the policy of today asks for the same approvals as when a request was made. */
export function asksForTheSame(
  source: PolicyOnImages,
  request: Pick<DeletionRequest, 'images' | 'rule'>,
): boolean {
  return asksTheSame(ruleOf(source.policy, targetsOf(source, request)), request.rule);
}

/** Where somebody may decide about a request: in the Home tab, or else where it was made; undefined for neither. */
export type PlaceToDecide = 'home' | 'channel' | undefined;

/** Where somebody who may do something, may do it to a request. Buttons for it are in the Home tab and in its message. */
export function placeToDecide(
  { channelId: _channelId, ...anywhere }: Principal,
  { channelId }: Pick<DeletionRequest, 'channelId'>,
  may: (principal: Principal) => boolean,
): PlaceToDecide {
  if (may(anywhere)) return 'home';
  return may({ ...anywhere, channelId }) ? 'channel' : undefined;
}

/** Whether the policy lets somebody approve some of a request, where they are. */
export function mayApprove(
  source: PolicyOnImages,
  principal: Principal,
  request: Pick<DeletionRequest, 'images'>,
): boolean {
  return needsMetBy(source.policy, principal, targetsOf(source, request)).length > 0;
}

/**
 * Whether the policy lets somebody reject a request, where they are: it does whom it lets approve some of it, and whom it lets
 * administer some of it. That it is not their own is up to the request.
 */
export function mayDecide(
  source: PolicyOnImages,
  principal: Principal,
  request: Pick<DeletionRequest, 'images'>,
): boolean {
  const { policy } = source;
  return (
    mayApprove(source, principal, request) ||
    targetsOf(source, request).some((target) => decide(policy, principal, 'administer', target).allowed)
  );
}

/** Where the policy lets somebody reject a request, as they can wherever they can approve some of it. */
export function whereToDecide(
  source: PolicyOnImages,
  principal: Principal,
  request: Pick<DeletionRequest, 'images' | 'channelId'>,
): PlaceToDecide {
  return placeToDecide(principal, request, (placed) => mayDecide(source, placed, request));
}

import { decide, type Principal, type Target } from '../policy/decide.ts';
import { needsMetBy } from '../policy/rule.ts';
import type { DeletionRequest } from '../state/deletion-request.ts';
import { targetOf, type PolicySource } from './actor.ts';

/** What a request is about, to the policy. */
export function targetsOf(
  { scope }: Pick<PolicySource, 'scope'>,
  { images }: Pick<DeletionRequest, 'images'>,
): readonly Target[] {
  return images.map((image) => targetOf(scope, image));
}

/**
 * Whether the policy lets somebody reject a request, where they are: it does whom it lets approve some of it, and whom it lets
 * administer some of it. That it is not their own is up to the request.
 */
export function mayDecide(
  source: Pick<PolicySource, 'policy' | 'scope'>,
  principal: Principal,
  request: Pick<DeletionRequest, 'images'>,
): boolean {
  const { policy } = source;
  const targets = targetsOf(source, request);
  return (
    needsMetBy(policy, principal, targets).length > 0 ||
    targets.some((target) => decide(policy, principal, 'administer', target).allowed)
  );
}

import type { Image } from '@registry-images/model';

import type { Clock } from '../clock.ts';
import { decide, type Decision } from '../policy/decide.ts';
import { canBeMet, ruleOf } from '../policy/rule.ts';
import type { Confirmation } from '../state/confirmations.ts';
import type { DeletionRule } from '../state/deletion-request.ts';
import type { State } from '../state/state.ts';
import { whenFree } from '../state/when-free.ts';
import {
  principalOf,
  targetOf,
  withPolicy,
  type Actor,
  type PlacedActor,
  type PolicyOnImages,
  type PolicySource,
} from './actor.ts';
import { auditLine } from './audit-lines.ts';
import { imageFingerprint } from './image-fingerprint.ts';

/** Somebody may not delete an image. */
export interface DeletionForbidden {
  readonly outcome: 'forbidden';
  readonly image: Image;
  readonly decision: Exclude<Decision, { allowed: true }>;
}

/** Images of which each wants the end of its digest typed: they can only be deleted one by one. */
export interface OneByOne {
  readonly outcome: 'one-by-one';
  readonly images: readonly Image[];
}

/** What comes of the wish to delete images. */
export type Asked =
  | {
      readonly outcome: 'asked';
      /** To be carried by the dialog: its id is all that the answer needs. */
      readonly confirmation: Confirmation;
      /** What is asked for besides the confirmation. */
      readonly rule: DeletionRule;
    }
  | DeletionForbidden
  | OneByOne;

/** What {@link askToConfirm} needs. */
export interface AskDeps extends PolicySource {
  readonly clock: Pick<Clock, 'now'>;
  readonly state: Pick<State, 'confirmations' | 'auditLog'>;
  /** Makes an id that nobody can guess. */
  readonly newId: () => string;
}

/** How long a question can be answered: longer, and nobody remembers what they saw. */
const confirmationMs = 15 * 60_000;

/**
 * Makes the question whether somebody really wants to delete these images, as they are now. The answer counts once, from
 * the same user in the same channel, and not for long. That the policy forbids it stands in the audit.
 *
 * @throws an Error if Slack cannot be asked who the user is.
 */
export async function askToConfirm(
  deps: AskDeps,
  { actor, images }: { readonly actor: PlacedActor; readonly images: readonly Image[] },
): Promise<Asked> {
  const checked = await checkDeletion(await withPolicy(deps, actor), actor, images);
  if (checked.outcome === 'forbidden') await recordRefusal(deps, { actor }, checked);
  if (checked.outcome !== 'allowed') return checked;
  const confirmation: Confirmation = {
    id: deps.newId(),
    teamId: actor.teamId,
    userId: actor.userId,
    channelId: actor.channelId,
    images: images.map((image) => ({ imageId: image.id, fingerprint: imageFingerprint(image) })),
    expiresAtMs: deps.clock.now() + confirmationMs,
  };
  await whenFree(() => deps.state.confirmations.issue(confirmation));
  return { outcome: 'asked', confirmation, rule: checked.rule };
}

/** Whether somebody may delete these images, and what the policy asks for. */
export async function checkDeletion(
  known: PolicyOnImages & Pick<PolicySource, 'directory'>,
  actor: Actor,
  images: readonly Image[],
): Promise<{ readonly outcome: 'allowed'; readonly rule: DeletionRule } | DeletionForbidden | OneByOne> {
  const { policy, scope } = known;
  const principal = await principalOf(known, actor);
  for (const image of images) {
    const decision = decide(policy, principal, 'delete', targetOf(scope, image));
    if (!decision.allowed) return { outcome: 'forbidden', image, decision };
    if (!canBeMet(ruleOf(policy, [targetOf(scope, image)], actor.userId))) {
      return { outcome: 'forbidden', image, decision: { allowed: false, because: 'approvers', whoMay: [] } };
    }
  }
  const single = images.length === 1;
  const typed = images.filter((image) => {
    const { needs, typesDigest } = ruleOf(policy, [targetOf(scope, image)]);
    return typesDigest && needs.length === 0;
  });
  if (!single && typed.length > 0) return { outcome: 'one-by-one', images: typed };
  const rule = ruleOf(
    policy,
    images.map((image) => targetOf(scope, image)),
    actor.userId,
  );
  // Of many images nobody types the digests: somebody else has to approve them.
  return { outcome: 'allowed', rule: single ? rule : { ...rule, typesDigest: false } };
}

/** Writes into the audit that somebody wanted to delete what the policy does not let them. */
export async function recordRefusal(
  { clock, state }: Pick<AskDeps, 'clock' | 'state'>,
  { actor, reason }: { readonly actor: PlacedActor; readonly reason?: string },
  { image, decision }: DeletionForbidden,
): Promise<void> {
  const { teamId, channelId, userId: requester } = actor;
  const line = auditLine(
    { teamId, channelId, requester, ...(reason !== undefined && { reason }) },
    { ...image, imageId: image.id },
    { kind: 'refusal', atMs: clock.now(), note: `delete: ${decision.because}` },
  );
  await whenFree(() => state.auditLog.append([line]));
}

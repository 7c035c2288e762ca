import { isApiError, type ImagesClient } from '@registry-images/client';
import type { Image } from '@registry-images/model';

import { sizeBytes } from '../query/filters.ts';
import type { Confirmation, FoundConfirmation } from '../state/confirmations.ts';
import { newDeletionRequest, type DeletionRequest } from '../state/deletion-request.ts';
import type { State } from '../state/state.ts';
import { whenFree } from '../state/when-free.ts';
import { withPolicy, type Actor, type PlacedActor, type PolicyOnImages } from './actor.ts';
import {
  checkDeletion,
  recordRefusal,
  type AskDeps,
  type DeletionForbidden,
  type OneByOne,
} from './ask-to-confirm.ts';
import { auditLines } from './audit-lines.ts';
import { imageFingerprint } from './image-fingerprint.ts';
import { inParallel } from './in-parallel.ts';
import { lapseDeletion } from './lapse-deletion.ts';
import { asksForTheSame } from './may-decide.ts';
import { openRequests } from './open-request.ts';

/** The answer to the question that `askToConfirm` made. */
export interface ConfirmedDeletion {
  readonly confirmationId: string;
  /** Who answers, and where. */
  readonly actor: PlacedActor;
  readonly reason?: string;
  /** The end of the digest, as typed. */
  readonly typedDigest?: string;
}

/** What comes of the answer. */
export type Requested =
  /** From here on it is `approved`, and to be run, or `awaiting-approval`. */
  | { readonly outcome: 'requested'; readonly request: DeletionRequest }
  /** The same answer came before, and made this request. */
  | { readonly outcome: 'repeated'; readonly request: DeletionRequest }
  /** Somebody asked for the same before, and it waits for an approval. */
  | { readonly outcome: 'waiting'; readonly request: DeletionRequest }
  /** The question was for somebody else, or never asked. */
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'expired' }
  /** None of the images is there any more. */
  | { readonly outcome: 'gone' }
  /** Some are not what was shown: nothing is deleted. All that are there, as they are now. */
  | { readonly outcome: 'changed'; readonly images: readonly Image[] }
  /** What was typed is not the end of the digest. The question stays open. */
  | { readonly outcome: 'wrong-digest' }
  | DeletionForbidden
  | OneByOne;

/** What {@link requestDeletion} needs. */
export interface RequestDeps extends AskDeps {
  readonly images: { readonly images: Pick<ImagesClient['images'], 'get'> };
  readonly state: Pick<State, 'confirmations' | 'requests' | 'auditLog' | 'transaction'>;
}

/** The same, where the policy is known. */
type KnownDeps = RequestDeps & PolicyOnImages;

/** How many characters of the digest have to be typed. */
export const typedDigestLength = 8;
const lookLimit = 8;

/**
 * Makes a request of a confirmed question: looks at the images again, and asks the policy again. One answer makes one
 * request, however often it arrives and however many arrive at once.
 *
 * @throws ImagesError if the registry cannot be asked; an Error if Slack cannot; the abort reason of `signal`.
 */
export async function requestDeletion(
  deps: RequestDeps,
  answer: ConfirmedDeletion,
  signal: AbortSignal,
): Promise<Requested> {
  const { actor } = answer;
  const find = (): FoundConfirmation =>
    deps.state.confirmations.find(answer.confirmationId, actor, deps.clock.now());
  const found = find();
  if (found.outcome === 'used') return repeated(deps, actor, found.requestId);
  if (found.outcome !== 'open') return found;
  const { confirmation } = found;

  const looks = await inParallel(confirmation.images, lookLimit, async ({ imageId, fingerprint }) => {
    const image = await deps.images.images.get(imageId, { signal }).catch(undefinedIfNotFound);
    return { image, isSame: image !== undefined && imageFingerprint(image) === fingerprint };
  });
  // The same answer may have come meanwhile, and what it deletes is gone or changed because of it.
  const foundNow = find();
  if (foundNow.outcome === 'used') return repeated(deps, actor, foundNow.requestId);
  const images = looks.flatMap(({ image }) => image ?? []);
  if (images.length === 0) return { outcome: 'gone' };
  if (looks.some(({ image, isSame }) => image && !isSame)) return { outcome: 'changed', images };

  const known = await withPolicy(deps, actor);
  const checked = await checkDeletion(known, actor, images);
  if (checked.outcome === 'forbidden') await recordRefusal(deps, answer, checked);
  if (checked.outcome !== 'allowed') return checked;
  const { rule } = checked;
  if (rule.typesDigest && !images.every(({ digest }) => isEndOf(digest, answer.typedDigest))) {
    return { outcome: 'wrong-digest' };
  }
  const nowMs = deps.clock.now();
  const { reason } = answer;
  const request = newDeletionRequest({
    id: deps.newId(),
    teamId: actor.teamId,
    channelId: actor.channelId,
    requester: actor.userId,
    ...(actor.isStranger && { isStranger: true }),
    createdAtMs: nowMs,
    expiresAtMs: nowMs + known.policy.expiresAfterMs,
    ...(reason !== undefined && { reason }),
    images: images.map(toRequestedImage),
    rule,
  });
  return store(known, confirmation, request);
}

/**
 * Others may have come here at the same time with the same answer: the database lets one of them through. Where others have
 * to approve, so does it with those who want the same image gone, so that nobody approves it twice.
 */
async function store(
  deps: KnownDeps,
  confirmation: Confirmation,
  request: DeletionRequest,
): Promise<Requested> {
  const { state, clock } = deps;
  const stored = await whenFree(() =>
    state.transaction(() => {
      const waiting = request.rule.needs.length > 0 ? waitingFor(deps, request) : undefined;
      if (waiting || !state.confirmations.use(confirmation.id, request.id)) return waiting;
      state.requests.add(request, auditLines(request, { kind: 'request', atMs: clock.now() }));
      return request;
    }),
  );
  if (stored === request) return { outcome: 'requested', request };
  const found = state.confirmations.find(confirmation.id, confirmation, clock.now());
  if (found.outcome === 'used') return repeated({ state }, confirmation, found.requestId);
  return stored ? { outcome: 'waiting', request: stored } : { outcome: 'unknown' };
}

/** The request that waits for the same; those that the policy of today lets nobody approve end, and are in nobody's way. */
function waitingFor(deps: KnownDeps, { teamId, images }: DeletionRequest): DeletionRequest | undefined {
  const imageIds = images.map(({ imageId }) => imageId);
  const waiting = openRequests(deps.state.requests, teamId, imageIds);
  for (const each of waiting) if (!asksForTheSame(deps, each)) lapseDeletion(deps, each, 'policy-changed');
  return waiting.find((each) => asksForTheSame(deps, each));
}

function repeated(
  { state }: Pick<RequestDeps, 'state'>,
  { teamId }: Pick<Actor, 'teamId'>,
  id: string,
): Requested {
  const request = state.requests.get({ teamId, id });
  return request ? { outcome: 'repeated', request } : { outcome: 'unknown' };
}

function toRequestedImage(image: Image): DeletionRequest['images'][number] {
  const { id: imageId, name, digest, tags } = image;
  const fingerprint = imageFingerprint(image);
  return { imageId, name, digest, tags, fingerprint, sizeBytes: sizeBytes(image), state: 'pending' };
}

function isEndOf(digest: string, typed = ''): boolean {
  return typed.trim().toLowerCase() === digest.slice(-typedDigestLength);
}

function undefinedIfNotFound(error: unknown): undefined {
  if (!isApiError(error) || error.status !== 'NOT_FOUND') throw error;
}

import { isDigest, shortDigest, type StatusCode } from '@registry-images/model';

import { ServiceError } from '../errors.ts';
import type { DeletionPlan } from './deletion-plan.ts';
import { protectingPattern } from './protected-tags.ts';

/** What stands in the way of a deletion. `READ_ONLY` only trying it finds out. */
export type RefusalReason =
  | 'CHANGED'
  | 'PERMISSION_DENIED'
  | 'PROTECTED_TAG'
  | 'READ_ONLY'
  | 'REFERENCED'
  | 'UNREAD';

/** A reason to refuse a deletion, for the caller. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly message: string;
  /** What it is about: parents, tags, images or the registry. */
  readonly subjects: string[];
}

/** Everything that stands in the way of a plan, whoever asks for it. */
export function refusalsOf(
  { parents, unread, deleted }: Pick<DeletionPlan, 'parents' | 'unread' | 'deleted'>,
  protectedTags: readonly string[],
): Refusal[] {
  const tags = deleted.flatMap(({ image }) => image.tags);
  const kept = tags.filter((tag) => protectingPattern(protectedTags, tag) !== undefined);
  return [...referenced(parents), ...protectedBy(protectedTags, kept), ...hiddenBy(unread)];
}

/** The refusal of what is not, or not any more, what the caller has looked at. */
export function changedRefusal(imageId: string): Refusal {
  return {
    reason: 'CHANGED',
    message: `Image ${imageId} is not what If-Match says, or was tagged or pushed again meanwhile: look at it again.`,
    subjects: [imageId],
  };
}

/** The error that refuses a deletion. There has to be at least one reason; the first decides the code. */
export function refusedError(refusals: readonly Refusal[]): ServiceError {
  const message = refusals.map((refusal) => refusal.message).join(' ');
  return new ServiceError(codes[refusals[0]?.reason ?? 'REFERENCED'], message, {
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.PreconditionFailure',
        violations: refusals.flatMap(({ reason, subjects, message: description }) =>
          subjects.map((subject) => ({ type: reason, subject, description })),
        ),
      },
    ],
  });
}

/** More than that nobody reads, and an answer should not get long for it. */
const maxNames = 10;
const maxSubjects = 100;

/** What each reason is in the API. A changed image is ABORTED by AIP-154: look again, and then ask again. */
const codes: Readonly<Record<RefusalReason, StatusCode>> = {
  CHANGED: 'ABORTED',
  PERMISSION_DENIED: 'PERMISSION_DENIED',
  PROTECTED_TAG: 'FAILED_PRECONDITION',
  READ_ONLY: 'FAILED_PRECONDITION',
  REFERENCED: 'FAILED_PRECONDITION',
  UNREAD: 'FAILED_PRECONDITION',
};

function referenced(parents: DeletionPlan['parents']): Refusal[] {
  if (parents.length === 0) return [];
  const names = parents.map(({ digest, tags }) =>
    tags.length > 0 ? `${tags.join(', ')} (${shortDigest(digest)})` : `untagged ${shortDigest(digest)}`,
  );
  return [
    {
      reason: 'REFERENCED',
      message: `The image is part of ${listed(names, ' and ')}: delete what contains it first.`,
      subjects: parents.slice(0, maxSubjects).map(({ digest }) => digest),
    },
  ];
}

function protectedBy(patterns: readonly string[], tags: readonly string[]): Refusal[] {
  if (tags.length === 0) return [];
  const reasons = tags.map((tag) => `${tag} (by ${protectingPattern(patterns, tag)})`);
  return [
    {
      reason: 'PROTECTED_TAG',
      message: `These tags are protected: ${listed(reasons, ', ')}. Move them to another image first.`,
      subjects: tags.slice(0, maxSubjects),
    },
  ];
}

function hiddenBy(unread: readonly string[]): Refusal[] {
  if (unread.length === 0) return [];
  const names = unread.map((reference) => (isDigest(reference) ? shortDigest(reference) : reference));
  return [
    {
      reason: 'UNREAD',
      message:
        `The service cannot read ${listed(names, ', ')} of this repository, of which the image may be part: let it read them, ` +
        'or delete what is damaged first.',
      subjects: unread.slice(0, maxSubjects),
    },
  ];
}

function listed(names: readonly string[], separator: string): string {
  const more = names.length - maxNames;
  const shown = names.slice(0, maxNames);
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(separator);
}

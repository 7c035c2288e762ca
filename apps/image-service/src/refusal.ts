import { shortDigest, type StatusCode } from '@registry-images/model';

import { ServiceError } from './errors.ts';

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

/** An image that contains another one, however nested. */
interface Parent {
  readonly digest: string;
  readonly tags: readonly string[];
}

/** More than that nobody reads, and an answer should not get long for it. */
const maxNames = 10;
/** How many things a refusal is about at the most. */
export const maxSubjects = 100;

/** What each reason is in the API. A changed image is ABORTED by AIP-154: look again, and then ask again. */
const codes: Readonly<Record<RefusalReason, StatusCode>> = {
  CHANGED: 'ABORTED',
  PERMISSION_DENIED: 'PERMISSION_DENIED',
  PROTECTED_TAG: 'FAILED_PRECONDITION',
  READ_ONLY: 'FAILED_PRECONDITION',
  REFERENCED: 'FAILED_PRECONDITION',
  UNREAD: 'FAILED_PRECONDITION',
};

/** What is said of each subject where a refusal is about several. */
const ofOne: Readonly<Record<RefusalReason, string>> = {
  CHANGED: 'This image has changed.',
  PERMISSION_DENIED: 'This may not be deleted.',
  PROTECTED_TAG: 'This tag is protected.',
  READ_ONLY: 'This registry does not delete.',
  REFERENCED: 'This contains the image.',
  UNREAD: 'This cannot be read, and may contain the image.',
};

/** The error that refuses a deletion. There has to be at least one reason; the first decides the code. */
export function refusedError(refusals: readonly Refusal[]): ServiceError {
  const message = refusals.map((refusal) => refusal.message).join(' ');
  return new ServiceError(codes[refusals[0]?.reason ?? 'REFERENCED'], message, {
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.PreconditionFailure',
        violations: refusals.flatMap(({ reason, subjects, message: description }) =>
          subjects.map((subject) => ({
            type: reason,
            subject,
            description: subjects.length === 1 ? description : ofOne[reason],
          })),
        ),
      },
    ],
  });
}

/** The refusal of an image that others contain; none where there are none. */
export function referenced(parents: readonly Parent[]): Refusal[] {
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

/** The first of some names, and how many more there are. */
export function listed(names: readonly string[], separator: string): string {
  const more = names.length - maxNames;
  const shown = names.slice(0, maxNames);
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(separator);
}

import { isDigest, shortDigest } from '@registry-images/model';

import { listed, maxSubjects, referenced, type Refusal } from '../refusal.ts';
import type { DeletionPlan } from './deletion-plan.ts';
import { protectingPattern } from './protected-tags.ts';

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

import { counted, formatCount } from './common.ts';

/** The words of the dialog that asks whether to delete. */
export const deleteTexts = {
  title: 'Delete image',
  /** Of what is said before and afterwards, of one image or of several. */
  messageTitle: 'Deletion',
  looking: 'Looking for the image…',
  checking: 'Checking that it still is what you saw…',
  begun: 'The deletion has begun.',
  waits: 'The deletion was asked for, and waits for approval.',
  submit: 'Delete image',
  submitRequest: 'Ask for approval',
  cannotBeUndone: 'This cannot be undone.',
  /** What goes, in the alert. `tags` names all of them, or is missing where they stand below. */
  goes: (image: string, count: number, tags: string | undefined): string => {
    if (count === 0) return `This deletes an image of ${image}. It has no tags.`;
    const lead = count === 1 ? 'its tag' : count === 2 ? 'both its tags' : `all its ${count} tags`;
    return tags === undefined
      ? `This deletes an image of ${image} with ${lead}, named below.`
      : `This deletes an image of ${image} with ${lead}: ${tags}.`;
  },
  tagsThatGo: (count: number): string => `Deleted with it, ${counted(count, 'tag')} in all:`,
  tooManyTags: (more: number, all: number): string =>
    `and ${counted(more, 'more tag')}, ${formatCount(all)} in all. Nothing is deleted here that cannot be shown: this dialog has no room for so many. Delete some of its tags in the registry, then try again.`,
  facts: (digest: string, size: string, age: string): string => `Digest ${digest}\n${size} · ${age}`,
  freed: (size: string): string => `This frees ${size} in the registry.`,
  notAsked: 'The registry may still refuse, for instance if an image for several platforms needs this one.',
  changed: 'The image has changed since you were asked. Nothing was deleted. This is what it is now.',
  refused: 'The registry would refuse this',
  refusals: {
    protectedTag: (tag: string): string => `The registry protects its tag ${tag}.`,
    parentIndex: (digest: string, tags: string): string =>
      tags === ''
        ? `The image for several platforms ${digest} needs it. Delete that first.`
        : `The image for several platforms ${digest} (${tags}) needs it. Delete that first.`,
    other: (reason: string): string => `The registry says: ${reason}.`,
  },
  needsApproval: (needs: string): string => `It is protected: ${needs}. Once that is there, it is deleted.`,
  need: (name: string, approvals: number, approvers: string): string =>
    `the rule for ${name} asks for ${approvals === 1 ? 'the approval' : `${approvals} approvals`} of ${approvers}`,
  everyoneElse: 'somebody else',
  reasonLabel: 'Why?',
  reasonPlaceholder: 'For those who wonder later where it has gone',
  digestLabel: 'The last 8 characters of its digest',
  digestHint: 'It is protected. Look at the digest above and type its end.',
  wrongDigest: 'These are not the last 8 characters of the digest above.',
};

import { counted, formatCount } from './common.ts';

/** The words of deleting several images at once. */
export const cleanupTexts = {
  title: (repository: string): string => `Cleanup of ${repository}`,
  searching: 'Looking for the images that match…',
  totals: (deleted: number, size: string, kept: number): string =>
    `This would delete ${counted(deleted, 'image')}, ${size} in all, and keep ${formatCount(kept)}.`,
  nothing: (read: number): string => {
    if (read === 0) return 'There is nothing to delete: there are no images.';
    if (read === 1) return 'There is nothing to delete: the only image stays.';
    return `There is nothing to delete: all of the ${counted(read, 'image')} stay.`;
  },
  stopped: (read: number): string =>
    `Only the first ${counted(read, 'image')} were looked at: there may be more to delete. Run the cleanup again afterwards.`,
  tooMany: (count: number, max: number): string =>
    `${counted(count, 'image')} match. This would delete the first ${max} of them: run the cleanup again afterwards for the rest.`,
  sharedLayers: 'Layers that other images use stay, so the registry may free less than that.',
  columns: { image: 'Image', tags: 'Tags', size: 'Size', created: 'Created' },
  caption: (repository: string): string => `Images of ${repository} that would be deleted`,
  kept: 'What stays, and why',
  keptBecause: {
    newest: (count: number): string => `${counted(count, 'image')}: the newest, which you asked to keep`,
    filtered: (count: number): string => `${counted(count, 'image')}: not like what you asked for`,
    protected: (count: number): string => `${counted(count, 'image')}: protected, to be deleted one by one`,
    registry: (count: number): string =>
      `${counted(count, 'image')}: the registry would refuse; delete one by itself to see why`,
    refused: (count: number): string => `${counted(count, 'image')}: you may not delete them`,
  },
  notAsked: 'The registry does not say in advance what it would refuse: some of them may stay.',
  keptExamples: (names: string): string => `such as ${names}`,
  button: (count: number): string => `Delete ${counted(count, 'image')}…`,
  dialogTitle: 'Delete images',
  submit: 'Delete them',
  goes: (count: number, tags: number): string => {
    const its = count === 1 ? 'its' : 'their';
    const also = tags === 0 ? 'without tags' : `with ${its} ${counted(tags, 'tag')}`;
    return `This deletes ${counted(count, 'image')} ${also}. This cannot be undone.`;
  },
  changed:
    'Some of these images have changed since you were asked. Nothing was deleted. Run the cleanup again.',
  tooLong: (more: number): string =>
    `and ${counted(more, 'more image')}. Nothing is deleted here that cannot be shown: narrow it down and try again.`,
};

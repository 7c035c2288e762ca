import { counted } from './common.ts';

/** The words of deleting several images at once. */
export const cleanupTexts = {
  title: (repository: string): string => `Cleanup of ${repository}`,
  searching: 'Looking which images would go…',
  totals: (deleted: number, size: string, kept: number): string =>
    `${counted(deleted, 'image')} of ${size} in all would go, ${counted(kept, 'image')} would stay.`,
  nothing: (read: number, filters: string): string =>
    filters === ''
      ? `Nothing would go: ${counted(read, 'image')} looked at, none of them to be deleted.`
      : `Nothing would go: of ${counted(read, 'image')} none is ${filters}, apart from those that stay anyway.`,
  stopped: (read: number): string =>
    `Only the first ${counted(read, 'image')} were looked at: there may be more to delete. Run the cleanup again afterwards.`,
  tooMany: (count: number, max: number): string =>
    `${counted(count, 'image')} match, of which the first ${max} would go. Run the cleanup again afterwards for the rest.`,
  sharedLayers: 'Layers that other images use stay, so the registry may free less than that.',
  columns: { image: 'Image', tags: 'Tags that go', size: 'Size', created: 'Created' },
  caption: (repository: string): string => `Images of ${repository} that would be deleted`,
  kept: 'What stays, and why',
  keptBecause: {
    newest: (count: number): string => `${counted(count, 'image')}: the newest of those that were asked for`,
    filtered: (count: number): string => `${counted(count, 'image')}: not what was asked for`,
    protected: (count: number): string => `${counted(count, 'image')}: protected, delete them one by one`,
    registry: (count: number): string =>
      `${counted(count, 'image')}: the registry would refuse; delete one by itself to see why`,
    refused: (count: number): string => `${counted(count, 'image')}: you may not delete them`,
  },
  notAsked: 'This registry cannot be asked before: it may still refuse some of them.',
  keptExamples: (names: string): string => `such as ${names}`,
  button: (count: number): string => `Delete ${counted(count, 'image')}…`,
  dialogTitle: 'Delete images',
  submit: 'Delete them',
  goes: (count: number, tags: number): string =>
    count === 1
      ? `1 image goes with all its tags, ${counted(tags, 'tag')} in all. This cannot be undone.`
      : `${counted(count, 'image')} go with all their tags, ${counted(tags, 'tag')} in all. This cannot be undone.`,
  changed:
    'Some of these images have changed since you were asked. Nothing was deleted. Run the cleanup again.',
  tooLong: (more: number): string =>
    `and ${counted(more, 'more image')}. Nothing is deleted here that cannot be shown: narrow it down and try again.`,
};

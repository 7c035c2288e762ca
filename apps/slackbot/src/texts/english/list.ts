import { counted } from './common.ts';

/** The words of lists of images. */
export const listTexts = {
  title: (repository: string | undefined): string =>
    repository === undefined ? 'Images' : `Images in ${repository}`,
  /** What screen readers and notifications say of a list. */
  summary: (title: string, page: number, images: number): string =>
    `${title}: page ${page}, ${counted(images, 'image')}.`,
  tableCaption: (title: string, page: number): string => `${title}, page ${page}`,
  columns: {
    image: 'Image',
    tags: 'Tags',
    digest: 'Digest',
    size: 'Size',
    created: 'Created',
    details: 'Details',
  },
  page: (page: number): string => `page ${page}`,
  newestFirst: 'newest first',
  sortedBy: (field: 'size' | 'created' | 'name', isDescending: boolean): string => {
    const order = {
      size: isDescending ? 'largest first' : 'smallest first',
      created: isDescending ? 'newest first' : 'oldest first',
      name: isDescending ? 'by name, Z to A' : 'by name, A to Z',
    };
    return order[field];
  },
  filters: {
    untagged: 'untagged',
    olderThan: (duration: string): string => `older than ${duration}`,
    largerThan: (size: string): string => `larger than ${size}`,
    tag: (pattern: string): string => `with a tag like ${pattern}`,
  },
  emptyRegistry: 'The registry has no images yet. Push one, then press Refresh.',
  emptyRepository: (repository: string, command: string): string =>
    `${repository} has no images, or there is no such repository. ${command} shows all that there are.`,
  emptyPage: 'There are no images on this page any more.',
  noneMatches: (read: number, filters: string): string =>
    read === 1
      ? `There is one image, and it does not match: ${filters}.`
      : `None of the ${counted(read, 'image')} matches: ${filters}.`,
  noneYet: (read: number, filters: string): string =>
    `None of the ${counted(read, 'image')} looked at so far matches: ${filters}.`,
  stoppedByCount: (read: number): string => `The search stopped after ${counted(read, 'image')}.`,
  stoppedByTime: (read: number): string => `The search ran out of time after ${counted(read, 'image')}.`,
  stoppedBySize: 'There may be larger or smaller images among those that were not looked at.',
  searching: (read: number): string => `Still looking: ${counted(read, 'image')} so far…`,
  lookedAt: (read: number): string => `${counted(read, 'image')} looked at`,
  narrow: 'Name a repository to look at fewer images.',
  previous: 'Previous images',
  firstPage: 'First images',
  next: 'Next images',
  searchOn: 'Keep searching',
  filter: 'Filter…',
  share: 'Share here',
  shareLabel: 'Show this list to everybody in this channel',
  openMenu: 'Inspect an image…',
  deleteMenu: 'Delete an image…',
};

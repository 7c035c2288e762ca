import { formatAge, formatBytes } from '@registry-images/model';

const numbers = new Intl.NumberFormat('en-US');

/** Writes a whole number: `20,000`. */
export function formatCount(count: number): string {
  return numbers.format(count);
}

/** Writes a number of things: `1 image`, `20,000 images`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Words that several screens use. */
export const commonTexts = {
  images: (count: number): string => counted(count, 'image'),
  /** An RFC 3339 time, seen from another in ms since the Unix epoch. */
  age: (time: string, nowMs: number): string => formatAge(time, nowMs),
  bytes: (bytes: number): string => formatBytes(bytes),
  unknownSize: 'size unknown',
  unknown: 'unknown',
  untagged: 'untagged',
  /** Behind the first of some. */
  andMore: (count: number): string => `and ${count} more`,
  close: 'Close',
  cancel: 'Cancel',
  refresh: 'Refresh',
  onlyYou: 'only you see this',
  sharedBy: (user: string): string => `shared by ${user}`,
  inspectButton: 'Inspect',
  deleteButton: 'Delete…',
  inspectLabel: (image: string): string => `Inspect ${image}`,
  deleteLabel: (image: string): string => `Delete ${image}`,
  outdated: (command: string): string =>
    `This is from an older version of this app and does not work any more. Start afresh with ${command}.`,
};

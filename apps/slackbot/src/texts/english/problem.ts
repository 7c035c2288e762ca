import { counted } from './common.ts';

/** Sentences about input that cannot be understood, and about what was not found. */
export const problemTexts = {
  unknownCommand: (typed: string, meant: string | undefined): string =>
    meant === undefined
      ? `There is no command ${typed}.`
      : `There is no command ${typed}. Did you mean ${meant}?`,
  otherCommand: (own: string, typed: string): string => `This app answers to ${own}, not to ${typed}.`,
  unknownFlag: (typed: string, command: string, meant: string | undefined): string =>
    meant === undefined
      ? `${command} has no option ${typed}.`
      : `${command} has no option ${typed}. Did you mean ${meant}?`,
  repeatedFlag: (flag: string): string => `${flag} is there twice: leave one out.`,
  missingValue: (flag: string, right: string): string => `${flag} needs a value: ${right}.`,
  valueNotTaken: (flag: string): string => `${flag} takes no value.`,
  badValue: (typed: string, flag: string, right: string): string =>
    `${flag} cannot be ${typed}: it takes ${right}.`,
  contradictingFlags: (one: string, other: string): string =>
    `${one} and ${other} together match nothing: an image without tags has no tag to look at.`,
  missingArgument: {
    image: (usage: string): string =>
      `Which image? ${usage} needs its id, \`repository:tag\`, \`repository@digest\` or the beginning of its digest.`,
    repository: (usage: string): string => `Which repository? ${usage} needs its name.`,
  },
  tooManyArguments: (typed: string, usage: string): string => `${typed} is one word too many. Type ${usage}.`,
  notARepository: (typed: string): string =>
    `${typed} is not the name of a repository, such as \`team/app\`.`,
  tagNotTaken: (command: string): string => `That takes a whole repository, without a tag: ${command}.`,
  notAnImage: {
    repository: (typed: string): string =>
      `${typed} is not the name of an image: give its id, \`repository:tag\`, \`repository@digest\` or the beginning of its digest.`,
    tag: (typed: string): string =>
      `${typed} is not a tag: letters, digits, \`.\`, \`_\` and \`-\`, at most 128.`,
    digest: (typed: string): string =>
      `${typed} is not a digest, nor the beginning of one: at least 6 digits of 0-9 and a-f.`,
  },
  notAPerson: (typed: string): string =>
    `Slack knows nobody called ${typed} here. Type \`@\` and the beginning of the name, and pick the person from the list that Slack shows.`,
  cleanupOfEverything: (repository: string): string =>
    `That would delete all of ${repository}. Say which images, or how many to keep.`,
  rightValues: {
    switch: 'none',
    duration: 'hours, days or weeks, such as `12h`, `30d` or `2w`, at most a hundred years',
    size: 'a size such as `500MB` (1 MB is 1,000,000 bytes) or `1.5GiB` (1 GiB is 1,073,741,824 bytes)',
    pattern: 'a tag in which `*` stands for anything and `?` for one character, such as `pr-*`',
    sort: '`size`, `created` or `name`',
    count: 'a whole number from 1 to 10,000',
  },
  noSuchImage: (name: string): string => `There is no image ${name}.`,
  noSuchRepository: (name: string): string => `There is no repository ${name} with images.`,
  gone: (command: string): string => `This image is gone. Press Refresh in its list, or use ${command}.`,
  seeList: (command: string): string => `${command} shows what there is.`,
  didYouMean: (names: string): string => `Did you mean ${names}?`,
  or: ' or ',
  cutShort: 'This registry has more repositories than were looked through for similar names.',
  ambiguous: (name: string): string => `Several images begin with ${name}. Which one?`,
  ambiguousMore: 'There are more: type some more of the digest.',
  whichOfRepository: (repository: string): string => `${repository} is a repository. Which of its images?`,
  listIt: 'Show its images',
  listLabel: (repository: string): string => `Show the images of ${repository}`,
  notFoundInBounds: (name: string, read: number, command: string): string =>
    `${name} was not among the first ${counted(read, 'image')}, and the search stopped there. Name its repository, or take its id from ${command}.`,
};

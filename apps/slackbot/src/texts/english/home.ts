/** The words of the Home tab. */
export const homeTexts = {
  title: 'Container images',
  startText: (list: string, help: string): string =>
    `Type ${list} in any channel to see the images of the registry. ${help} shows everything else. Only you see the answers.`,
  browse: 'Show all images',
  may: 'What you may do',
  pending: 'Waiting for a decision',
  noPending: 'Nothing waits for a decision.',
  pendingElsewhere: (channels: string): string =>
    `What was asked for in ${channels} waits for you. By the rules you decide about it there, and not here: see its message.`,
  latest: 'What you did lately',
  noLatest: 'You have done nothing yet.',
};

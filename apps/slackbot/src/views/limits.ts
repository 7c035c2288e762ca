/**
 * Slack's limits, as far as the views come near them, in characters unless said otherwise.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks
 * @see https://docs.slack.dev/reference/views
 */
export const limits = {
  sectionText: 3000,
  headerText: 150,
  buttonValue: 2000,
  accessibilityLabel: 75,
  privateMetadata: 3000,
} as const;

/** Images in one page of a list: with one block each, far below the 50 blocks of a message, and without scrolling long. */
export const imagesPerPage = 10;

/**
 * How many sections a long list of tags or layers may fill. A message may have 50 blocks. A modal may have 100 and, all
 * together, 250 kB: 24 full sections stay below that even where every character takes three bytes.
 */
export const sectionBudget = { tagsInMessage: 5, layersInMessage: 5, tagsInModal: 24 } as const;

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
  modalBlocks: 100,
  /** Of the whole view as JSON, in UTF-8. */
  modalBytes: 250_000,
} as const;

/** Images in one page of a list: with one block each, far below the 50 blocks of a message, and without scrolling long. */
export const imagesPerPage = 10;

/** How many sections a long list of tags or layers may fill in a message, which may have 50 blocks. */
export const sectionBudget = { tagsInMessage: 5, layersInMessage: 5 } as const;

import type { ListRenderer } from '../state/settings.ts';

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
  /** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
  optionText: 75,
  optionValue: 75,
  selectOptions: 100,
  alertText: 200,
  card: { title: 150, body: 200 },
  /** https://docs.slack.dev/reference/block-kit/blocks/table-block: the first row is the header. */
  table: { rows: 100, characters: 10_000 },
  modalBlocks: 100,
  messageBlocks: 50,
  /** Of the whole view as JSON, in UTF-8. */
  modalBytes: 250_000,
} as const;

/** Images in one page of a list: with one block each, far below the 50 blocks of a message, and without scrolling long. */
const imagesPerPage = 10;

/**
 * Images that a list asks for at once. A table turns its pages by itself, and takes 20,000 characters over all of its cells:
 * 50 rows with two long cells of 120 stay far below.
 */
export const imagesPerList: Readonly<Record<ListRenderer, number>> = {
  data_table: 50,
  sections: imagesPerPage,
};

/** Rows in one page of a table. */
export const rowsPerTablePage = 10;

/** The longest text in a cell of a list. */
export const cellLength = 120;

/** How many sections a long list of tags or layers may fill in a message, which may have 50 blocks. */
export const sectionBudget = { tagsInMessage: 5, layersInMessage: 5 } as const;

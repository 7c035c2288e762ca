import type { Button, DataTableBlock, KnownBlock, RawNumberElement, RawTextElement } from '@slack/types';

/**
 * A button in a cell of a table, and what clients show that do not know it. The types of Slack do not have it yet.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks/data-table-block
 */
export interface ActionCell {
  readonly type: 'action_cell';
  readonly element: Button;
  readonly fallback: RawTextElement;
}

/** A cell of a table. */
export type TableCell = RawTextElement | RawNumberElement | ActionCell;

/** A table of which cells may have buttons. */
export type ActionTable = Omit<DataTableBlock, 'rows'> & { rows: TableCell[][] };

/** A message to a user. `text` says the same as the blocks: it is for notifications and screen readers. */
export interface Answer {
  readonly text: string;
  readonly blocks: readonly (KnownBlock | ActionTable)[];
}

import { isJsonObject } from '../../json.ts';
import { id, rawNumber, rawText, someText } from '../composition.ts';
import { buttonOnly } from '../elements/element.ts';
import { limits } from '../limits.ts';
import { richText } from '../rich-text.ts';
import { broken, byType, flag, list, object, oneOf, wholeNumber, type Check, type Rule } from '../rule.ts';

const cells = { raw_text: rawText, raw_number: rawNumber, rich_text: richText };

const columnSetting = object({ optional: { align: oneOf(['left', 'center', 'right']), is_wrapped: flag } });

/** https://docs.slack.dev/reference/block-kit/blocks/table-block */
export const table: Rule = object({
  required: {
    rows: list(list(byType(cells), { max: limits.table.columns }), { max: limits.table.rows }),
  },
  optional: {
    block_id: id,
    column_settings: list((value, pointer) => (value === null ? [] : columnSetting(value, pointer)), {
      max: limits.table.columns,
    }),
  },
});

const sameLength: Check = (block, pointer) => {
  const rows: readonly unknown[] = Array.isArray(block['rows']) ? block['rows'] : [];
  const columns = Array.isArray(rows[0]) ? rows[0].length : 0;
  return rows.flatMap((row, index) =>
    Array.isArray(row) && row.length !== columns
      ? broken(`${pointer}/rows/${index}`, 'all rows must have the same number of cells', {
          type: 'row_length',
          expected: [columns],
          got: row.length,
        })
      : [],
  );
};

const rawHeader: Check = (block, pointer) => {
  const rows: readonly unknown[] = Array.isArray(block['rows']) ? block['rows'] : [];
  const header: readonly unknown[] = Array.isArray(rows[0]) ? rows[0] : [];
  return header.flatMap((cell, index) =>
    isJsonObject(cell) && (cell['type'] === 'rich_text' || cell['type'] === 'action_cell')
      ? broken(`${pointer}/rows/0/${index}/type`, `unsupported type in the header row: ${cell['type']}`)
      : [],
  );
};

const rowHeaderInTable: Check = (block, pointer) => {
  const rows: readonly unknown[] = Array.isArray(block['rows']) ? block['rows'] : [];
  const columns = Array.isArray(rows[0]) ? rows[0].length : 0;
  return Number(block['row_header_column_index'] ?? 0) < columns
    ? []
    : broken(`${pointer}/row_header_column_index`, `must be less than ${columns}`);
};

/**
 * A button in a cell. It is on the reference page of the block and not in `@slack/types`; the fallback, which older clients
 * show, is taken to be required.
 */
const actionCell = object({
  required: { element: buttonOnly, fallback: byType({ raw_text: rawText, raw_number: rawNumber }) },
});

/** https://docs.slack.dev/reference/block-kit/blocks/data-table-block */
export const dataTable: Rule = object(
  {
    required: {
      caption: someText,
      rows: list(list(byType({ ...cells, action_cell: actionCell }), { max: limits.dataTable.columns }), {
        min: 2,
        max: limits.dataTable.rows,
      }),
    },
    optional: {
      block_id: id,
      page_size: wholeNumber(1, limits.dataTable.pageSize),
      row_header_column_index: wholeNumber(0, limits.dataTable.columns - 1),
    },
  },
  sameLength,
  rawHeader,
  rowHeaderInTable,
);

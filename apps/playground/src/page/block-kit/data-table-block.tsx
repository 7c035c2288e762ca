import { useState, type ReactElement } from 'react';

import { ActionElement } from './action-element.tsx';
import { isFields, stringOf, textOf, type Fields } from './fields.ts';
import { RenderedBlock } from './rendered-block.tsx';

/** How many rows of a data table Slack shows at a time where the app does not say. */
const defaultPageSize = 5;

/** A plain table, or a data table: that has a caption, and its rows are shown a page at a time. */
export function DataTableBlock({ block }: { block: Fields }): ReactElement {
  const [page, setPage] = useState(0);
  const [header = [], ...rows] = Array.isArray(block['rows']) ? block['rows'].map(cellsOf) : [];
  const pageSize = pageSizeOf(block, rows.length);
  const caption = stringOf(block['caption']) ?? textOf(block['caption']);
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const first = Math.min(page, pages - 1) * pageSize;
  const blockId = stringOf(block['block_id']) ?? '';
  const headerColumn = block['row_header_column_index'];
  return (
    <div className="data-table">
      <table>
        {caption !== '' && <caption>{caption}</caption>}
        <thead>
          <tr>
            {header.map((cell, column) => (
              <th key={column} scope="col">
                <Cell cell={cell} blockId={blockId} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(first, first + pageSize).map((row, index) => (
            <tr key={first + index}>
              {row.map((cell, column) =>
                column === headerColumn ? (
                  <th key={column} scope="row">
                    <Cell cell={cell} blockId={blockId} />
                  </th>
                ) : (
                  <td key={column}>
                    <Cell cell={cell} blockId={blockId} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {pages > 1 && (
        <nav className="data-table__pages" aria-label="Pages of the table">
          <button type="button" className="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
            Previous
          </button>
          <span>
            {page + 1} of {pages}
          </span>
          <button
            type="button"
            className="button"
            disabled={page >= pages - 1}
            onClick={() => setPage(page + 1)}
          >
            Next
          </button>
        </nav>
      )}
    </div>
  );
}

function pageSizeOf(block: Fields, rowCount: number): number {
  if (block['type'] === 'table') {
    return Math.max(1, rowCount);
  }
  return typeof block['page_size'] === 'number' ? block['page_size'] : defaultPageSize;
}

function cellsOf(row: unknown): readonly Fields[] {
  return Array.isArray(row) ? row.filter(isFields) : [];
}

function numberOf(value: unknown): string {
  return typeof value === 'number' ? String(value) : '';
}

function Cell({ cell, blockId }: { cell: Fields; blockId: string }): ReactElement {
  const { element } = cell;
  if (cell['type'] === 'action_cell' && isFields(element)) {
    return <ActionElement element={element} blockId={blockId} />;
  }
  if (cell['type'] === 'rich_text') {
    return <RenderedBlock block={cell} />;
  }
  return <>{textOf(cell) || numberOf(cell['value'])}</>;
}

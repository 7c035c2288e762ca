import { describe, expect, it } from 'vitest';

import { times, button, raw, richText, type RuleCase } from '../samples.ts';
import { validateBlocks } from '../validate.ts';

const row = times(2, raw('a'));

function dataTable(rows: object[][], more: object = {}): object {
  return { type: 'data_table', caption: 'Images', rows, ...more };
}

const cases: readonly RuleCase[] = [
  [
    'a table has 100 rows at most',
    { type: 'table', rows: times(100, row) },
    { type: 'table', rows: times(101, row) },
    '/0/rows',
  ],
  [
    'a table has 20 columns at most',
    { type: 'table', rows: [times(20, raw('a'))] },
    { type: 'table', rows: [times(21, raw('a'))] },
    '/0/rows/0',
  ],
  [
    'a column is aligned left, center or right',
    { type: 'table', rows: [row], column_settings: [null, { align: 'right' }] },
    { type: 'table', rows: [row], column_settings: [{ align: 'top' }] },
    '/0/column_settings/0/align',
  ],
  ['a data table has a caption', dataTable([row, row]), { type: 'data_table', rows: [row, row] }, '/0'],
  ['a data table has a header and a row', dataTable([row, row]), dataTable([row]), '/0/rows'],
  [
    'a data table has 200 rows under its header at most',
    dataTable(times(201, row)),
    dataTable(times(202, row)),
    '/0/rows',
  ],
  [
    'the rows of a data table are equally long',
    dataTable([row, row]),
    dataTable([row, [raw('a')]]),
    '/0/rows/1',
  ],
  [
    'the header of a data table has no rich text',
    dataTable([row, [raw('a'), richText]]),
    dataTable([[raw('a'), richText], row]),
    '/0/rows/0/1/type',
  ],
  [
    'an action cell has a fallback',
    dataTable([row, [raw('a'), { type: 'action_cell', element: button, fallback: raw('a') }]]),
    dataTable([row, [raw('a'), { type: 'action_cell', element: button }]]),
    '/0/rows/1/1',
  ],
  [
    'a number cell has a number and a text',
    dataTable([row, [raw('a'), { type: 'raw_number', value: 1, text: '1 B' }]]),
    dataTable([row, [raw('a'), { type: 'raw_number', value: '1', text: '1 B' }]]),
    '/0/rows/1/1/value',
  ],
  [
    'a data table shows 100 rows a page at most',
    dataTable([row, row], { page_size: 100 }),
    dataTable([row, row], { page_size: 101 }),
    '/0/page_size',
  ],
  [
    'the row header is a column of the table',
    dataTable([row, row], { row_header_column_index: 1 }),
    dataTable([row, row], { row_header_column_index: 2 }),
    '/0/row_header_column_index',
  ],
];

describe('validateBlocks', () => {
  it.each(cases)('holds that %s', (_rule, accepted, refused, pointer) => {
    expect(validateBlocks([accepted]).problems).toEqual([]);
    expect(validateBlocks([refused]).problems.map((problem) => problem.pointer)).toEqual([pointer]);
  });
});

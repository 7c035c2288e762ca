import type { KnownBlock } from '@slack/types';

import { encodeImageTarget } from '../image-target.ts';
import { actionNames } from './action-names.ts';
import type { ActionTable, Answer, TableCell } from './answer.ts';
import { button, context, header, section } from './blocks.ts';
import { actionRow, numberCell, option, overflow, select, textCell } from './elements.ts';
import { tagMarkup, type ImageRow } from './image-row.ts';
import { cellLength, rowsPerTablePage } from './limits.ts';
import type { ListModel } from './list-model.ts';
import { encodeListPlace, type ListPlace } from './list-place.ts';
import { code, oneLine } from './mrkdwn.ts';
import { encodeRowChoice } from './row-choice.ts';
import { toldApart } from './told-apart.ts';
import type { View } from './view.ts';

/** So many tags stand in one row of a list; inspecting an image shows them all. */
const tagsInRow = 5;

/** One page of a list of images, as a table or as sections. */
export function listView(model: ListModel, view: View): Answer {
  const { title, rows, page, notices, footnote, buttons } = model;
  return {
    text: [view.texts.list.summary(model.titleMarkup, page, rows.length), ...notices].join(' '),
    blocks: [
      header(title),
      ...(rows.length === 0
        ? []
        : view.renderer === 'data_table'
          ? tableBlocks(model, view)
          : rowSections(rows, view)),
      ...(notices.length === 0 ? [] : [section(notices.join(' '))]),
      ...actionRow('navigation', buttons),
      context(footnote),
    ],
  };
}

/** What stands in place of a list that could not be read: why, as mark-up, and a button to try again. */
export function listFailureView(place: ListPlace, reason: string, { texts }: View): Answer {
  const again = button({
    text: texts.common.refresh,
    actionId: actionNames.refreshList,
    value: encodeListPlace(place),
  });
  return {
    text: reason,
    blocks: [
      header(texts.list.title(place.request.repository)),
      section(reason),
      ...actionRow('navigation', [again]),
    ],
  };
}

/** A table with a button in each row; below it menus, for clients that show the table without its buttons. */
function tableBlocks({ title, page, rows }: ListModel, view: View): (KnownBlock | ActionTable)[] {
  const { list } = view.texts;
  const { image, tags, digest, size, created, details } = list.columns;
  const columns = [image, tags, digest, size, created, details];
  // What a page shows twice is offered once: the values of a menu must differ.
  const offered = [...new Map(rows.map((row) => [row.imageId, row])).values()];
  const labels = toldApart(rows.map((row) => view.texts.common.inspectLabel(row.title)));
  const menu = (
    actionId: string,
    placeholder: string,
    verb: 'inspect' | 'delete',
  ): ReturnType<typeof select> =>
    select(
      actionId,
      placeholder,
      offered.map(({ title: name, imageId }) => option(name, encodeRowChoice({ verb, imageId }))),
    );
  return [
    {
      type: 'data_table',
      block_id: 'images',
      caption: list.tableCaption(oneLine(title), page),
      page_size: rowsPerTablePage,
      row_header_column_index: 0,
      rows: [
        columns.map((column) => textCell(column, cellLength)),
        ...rows.map((row, index) => tableRow(row, index, labels[index] ?? '', view)),
      ],
    },
    ...actionRow('row-menus', [
      menu(actionNames.openMenu, list.openMenu, 'inspect'),
      menu(actionNames.deleteMenu, list.deleteMenu, 'delete'),
    ]),
  ];
}

function tableRow(row: ImageRow, index: number, label: string, { texts }: View): TableCell[] {
  const { common } = texts;
  return [
    textCell(row.title, cellLength),
    textCell(row.tags.join(', ') || common.untagged, cellLength),
    textCell(row.digest, cellLength),
    numberCell(row.sizeBytes, row.size),
    numberCell(row.createdSeconds, row.age),
    {
      type: 'action_cell',
      element: button({
        text: common.inspectButton,
        actionId: `${actionNames.rowInspect}.${index}`,
        value: encodeImageTarget({ imageId: row.imageId }),
        label,
      }),
      fallback: textCell(row.imageId, cellLength),
    },
  ];
}

function rowSections(rows: readonly ImageRow[], view: View): KnownBlock[] {
  const { common } = view.texts;
  return rows.map((row, index) => ({
    ...section(
      `*${code(row.name)}*  ${tagMarkup(row.tags, tagsInRow, view)}\n${[row.size, row.age, code(row.digest)].join(' · ')}`,
    ),
    block_id: `image-${index}`,
    accessory: overflow(actionNames.rowMenu, [
      option(common.inspectButton, encodeRowChoice({ verb: 'inspect', imageId: row.imageId })),
      option(common.deleteButton, encodeRowChoice({ verb: 'delete', imageId: row.imageId })),
    ]),
  }));
}

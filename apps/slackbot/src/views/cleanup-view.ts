import type { Image } from '@registry-images/model';
import type { AlertBlock, KnownBlock, ModalView, SectionBlock } from '@slack/types';

import { commandName } from '../commands/command-table.ts';
import type { CleanupRequest } from '../commands/command.ts';
import { formatCommand } from '../commands/format-command.ts';
import type { SimilarRepositories } from '../features/meant-repository.ts';
import type { CleanupPlan } from '../features/plan-cleanup.ts';
import type { PreviewedCleanup } from '../features/preview-cleanup.ts';
import { actionNames, callbackNames } from './action-names.ts';
import type { Answer } from './answer.ts';
import { button, context, header, plainText, section } from './blocks.ts';
import { alert, reasonInput } from './dialog-blocks.ts';
import { actionRow, numberCell, textCell } from './elements.ts';
import { imageMarkup, imageRow } from './image-row.ts';
import { cellLength, limits, rowsPerTablePage } from './limits.ts';
import { filterWords } from './list-model.ts';
import { code, oneLine } from './mrkdwn.ts';
import { pageText } from './paged-text.ts';
import { meantSentences } from './resolution-view.ts';
import type { View } from './view.ts';

/** A cleanup that was asked for, and what it would do. */
export interface CleanupPreview {
  readonly request: CleanupRequest;
  readonly plan: CleanupPlan;
  /** What may have been meant, where there is no repository with images of the name that was typed. */
  readonly meant?: SimilarRepositories;
}

/** Rows of the table, whose cells take 20,000 characters together. */
const maxRows = 50;
const lineSections = 8;

/** What a cleanup would delete and keep, before anything is deleted. */
export function cleanupView(preview: CleanupPreview, view: View): Answer {
  const words = view.texts.cleanup;
  const { request, plan } = preview;
  const { images: deleted } = plan;
  const summary = summaryMarkup(preview, view);
  const notices = [
    ...(plan.matching > deleted.length ? [words.tooMany(plan.matching, deleted.length)] : []),
    ...(plan.end === 'complete' ? [] : [words.stopped(plan.imagesRead)]),
  ];
  return {
    text: [`${words.title(code(request.repository))}:`, summary, ...notices].join(' '),
    blocks: [
      header(words.title(request.repository)),
      section(summary),
      ...(notices.length === 0 ? [] : [section(notices.join(' '))]),
      ...(deleted.length === 0 ? [] : imageBlocks(preview, view)),
      ...keptBlocks(preview, view),
      ...(deleted.length === 0 ? [] : buttons(preview, view)),
      context(
        [
          ...filterWords(request.filters, view),
          ...(deleted.length === 0 ? [] : [words.sharedLayers]),
          view.texts.common.onlyYou,
        ].join(' · '),
      ),
    ],
  };
}

/** Asks whether to delete all of it, naming each image. It cannot be submitted where there is no room for that. */
export function cleanupDialog(cleanup: PreviewedCleanup, metadata: string, view: View): ModalView {
  const words = view.texts.cleanup;
  const { images: deleted, refused, isComplete } = cleanup;
  const tags = deleted.reduce((sum, image) => sum + image.tags.length, 0);
  const lines = deleted.map((image) => `• ${imageMarkup(image, view, Number.POSITIVE_INFINITY)}`);
  for (let sections = limits.modalBlocks - 10; ; sections -= 1) {
    const { texts, shown } = pageText(lines, '\n', sections);
    const canSubmit = shown === lines.length;
    const blocks: (AlertBlock | KnownBlock | SectionBlock)[] = [
      alert('warning', words.goes(deleted.length, tags), view),
      ...texts.map(section),
      ...(refused.length > 0 ? [section(refusedMarkup(refused, view))] : []),
      ...(isComplete ? [] : [context(words.notAsked)]),
      ...(canSubmit ? [reasonInput(view)] : [section(words.tooLong(lines.length - shown))]),
    ];
    const dialog: ModalView = {
      type: 'modal',
      title: plainText(words.dialogTitle),
      close: plainText(canSubmit ? view.texts.common.cancel : view.texts.common.close),
      blocks,
      ...(canSubmit && {
        callback_id: callbackNames.confirmDelete,
        private_metadata: metadata,
        submit: plainText(words.submit),
      }),
    };
    // How many bytes a character takes, nobody knows before it is written.
    if (Buffer.byteLength(JSON.stringify(dialog)) <= limits.modalBytes) return dialog;
  }
}

/** Why there is nothing to ask about, as mark-up. */
export function nothingGoes({ refused }: PreviewedCleanup, view: View): string {
  return refused.length > 0 ? refusedMarkup(refused, view) : view.texts.policy.requested.gone;
}

function refusedMarkup(refused: readonly Image[], view: View): string {
  const { kept, keptBecause, keptExamples } = view.texts.cleanup;
  const names = refused.slice(0, 3).map((image) => code(imageRow(image, view).title, 100));
  return `*${kept}*\n• ${keptBecause.registry(refused.length)}, ${keptExamples(names.join(', '))}`;
}

function summaryMarkup({ request, plan, meant }: CleanupPreview, view: View): string {
  const { cleanup, common, list } = view.texts;
  const { images: deleted, kept, imagesRead, totalBytes } = plan;
  if (imagesRead === 0) {
    const empty = list.emptyRepository(code(request.repository), code(`${commandName} list`));
    return [empty, ...meantSentences(meant, view)].join(' ');
  }
  if (deleted.length === 0) return cleanup.nothing(imagesRead);
  const stay = kept.reduce((sum, { count }) => sum + count, 0);
  return cleanup.totals(deleted.length, common.bytes(totalBytes), stay);
}

function imageBlocks({ request, plan }: CleanupPreview, view: View): Answer['blocks'] {
  const { images: deleted } = plan;
  const { columns, caption } = view.texts.cleanup;
  const more = (shown: number): KnownBlock[] =>
    deleted.length > shown ? [context(view.texts.request.moreImages(deleted.length - shown))] : [];
  if (view.renderer === 'sections') {
    const { texts, shown } = pageText(
      deleted.map((image) => `• ${imageMarkup(image, view)}`),
      '\n',
      lineSections,
    );
    return [...texts.map(section), ...more(shown)];
  }
  const rows = deleted.slice(0, maxRows).map((image) => {
    const row = imageRow(image, view);
    return [
      textCell(row.title, cellLength),
      textCell(row.tags.join(', ') || view.texts.common.untagged, cellLength),
      numberCell(row.sizeBytes, row.size),
      numberCell(row.createdSeconds, row.age),
    ];
  });
  const titles = [columns.image, columns.tags, columns.size, columns.created];
  return [
    {
      type: 'data_table',
      block_id: 'images',
      caption: caption(oneLine(request.repository)),
      page_size: rowsPerTablePage,
      row_header_column_index: 0,
      rows: [titles.map((title) => textCell(title, cellLength)), ...rows],
    },
    ...more(rows.length),
  ];
}

function keptBlocks({ plan }: CleanupPreview, view: View): KnownBlock[] {
  const words = view.texts.cleanup;
  const lines = plan.kept
    .filter(({ count }) => count > 0)
    .map(({ because: reason, count, examples }) => {
      const names = examples.slice(0, 3).map((image) => code(imageRow(image, view).title, 100));
      const because = words.keptBecause[reason](count);
      return names.length === 0 ? `• ${because}` : `• ${because}, ${words.keptExamples(names.join(', '))}`;
    });
  return lines.length === 0 ? [] : [section([`*${words.kept}*`, ...lines].join('\n'))];
}

/** The button carries the command: what it deletes is looked for again when it is pressed. */
function buttons({ request, plan }: CleanupPreview, { texts }: View): KnownBlock[] {
  return actionRow('cleanup', [
    button({
      text: texts.cleanup.button(plan.images.length),
      actionId: actionNames.confirmCleanup,
      value: formatCommand({ name: 'cleanup', cleanup: request }),
      style: 'danger',
    }),
  ]);
}

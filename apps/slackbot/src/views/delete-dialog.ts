import type { AlertBlock, InputBlock, KnownBlock, ModalView, SectionBlock } from '@slack/types';

import { commandName } from '../commands/command-table.ts';
import type { DeletionPlan, DeletionRefusal } from '../features/plan-deletion.ts';
import { shownName } from '../registry-scope.ts';
import type { DeletionRule } from '../state/deletion-request.ts';
import { callbackNames } from './action-names.ts';
import { context, plainText, section } from './blocks.ts';
import { alert, digestInput, reasonInput } from './dialog-blocks.ts';
import { imageRow } from './image-row.ts';
import { limits } from './limits.ts';
import { code } from './mrkdwn.ts';
import { outdatedText } from './notice.ts';
import { pageText } from './paged-text.ts';
import { subjectsMarkup } from './people.ts';
import type { View } from './view.ts';

/** What {@link deleteDialog} asks about. */
export interface DeleteQuestion {
  readonly plan: DeletionPlan;
  readonly rule: DeletionRule;
  /** What the dialog carries for the bot to know it again: at most 3000 characters. */
  readonly metadata: string;
  /** Whether what was asked before is not so any more. */
  readonly hasChanged?: boolean;
}

/** The modal with nothing but a text, as mark-up: before anything is known, and at the end. It cannot be submitted. */
export function messageDialog(
  text: string,
  { texts }: View,
  title: string = texts.delete.messageTitle,
): ModalView {
  return {
    type: 'modal',
    title: plainText(title),
    close: plainText(texts.common.close),
    blocks: [section(text)],
  };
}

/** Says that a modal is of another version of the bot. */
export function outdatedDialog(view: View): ModalView {
  return messageDialog(outdatedText(view), view, commandName);
}

/**
 * Asks whether to delete an image, naming every tag that goes. It cannot be submitted where the registry would refuse, nor
 * where there are more tags than a modal can name: some 1800 of the longest kind.
 */
export function deleteDialog(question: DeleteQuestion, view: View): ModalView {
  const { plan, rule, metadata, hasChanged = false } = question;
  const { texts } = view;
  const isRefused = plan.refusals.length > 0;
  const head = [
    ...(hasChanged ? [alert('error', texts.delete.changed, view)] : []),
    ...(isRefused ? refusalBlocks(plan.refusals, view) : []),
  ];
  const tail = [factsBlock(plan, view), ...hints(question, view)];
  const inputs = isRefused ? [] : [...(rule.typesDigest ? [digestInput(view)] : []), reasonInput(view)];
  const tags = plan.tags.map((tag) => code(tag));
  return largestThatFits(limits.modalBlocks - 10, (sections) => {
    const { blocks, areAll } = tagBlocks(plan, tags, sections, view);
    const canSubmit = areAll && !isRefused;
    const all: (AlertBlock | InputBlock | KnownBlock)[] = [
      ...head,
      ...blocks,
      ...tail,
      ...(canSubmit ? inputs : []),
    ];
    return {
      type: 'modal',
      title: plainText(texts.delete.title),
      close: plainText(canSubmit ? texts.common.cancel : texts.common.close),
      blocks: all,
      ...(canSubmit && {
        callback_id: callbackNames.confirmDelete,
        private_metadata: metadata,
        submit: plainText(rule.needs.length > 0 ? texts.delete.submitRequest : texts.delete.submit),
      }),
    };
  });
}

/** The dialog of as many sections as Slack takes. How many bytes a character takes, nobody knows before it is written. */
function largestThatFits(maxSections: number, dialogOf: (sections: number) => ModalView): ModalView {
  let best = dialogOf(1);
  // Most dialogs fit at once; of the others half of the range goes with each try.
  for (let low = 2, high = maxSections, next = high; low <= high; next = Math.ceil((low + high) / 2)) {
    const dialog = dialogOf(next);
    if (Buffer.byteLength(JSON.stringify(dialog)) <= limits.modalBytes) {
      best = dialog;
      low = next + 1;
    } else {
      high = next - 1;
    }
  }
  return best;
}

/** The alert that names what goes, and further sections where its tags, as mark-up, do not fit into it. */
function tagBlocks(
  { image }: DeletionPlan,
  tags: readonly string[],
  maxSections: number,
  view: View,
): { readonly blocks: (AlertBlock | SectionBlock)[]; readonly areAll: boolean } {
  const words = view.texts.delete;
  // The longest name would leave no room; the facts below show it whole.
  const name = code(shownName(view.scope, image.name), 100);
  const inOne = words.goes(name, tags.length, tags.join(', '));
  if (inOne.length <= limits.alertText) return { blocks: [alert('warning', inOne, view)], areAll: true };
  const lead = alert('warning', words.goes(name, tags.length, undefined), view);
  const { texts: pages, shown } = pageText(
    [`*${words.tagsThatGo(tags.length)}* `, ...tags],
    '  ',
    maxSections,
  );
  const more = tags.length + 1 - shown;
  const blocks = [lead, ...pages.map(section)];
  if (more <= 0) return { blocks, areAll: true };
  return { blocks: [...blocks, section(words.tooManyTags(more, tags.length))], areAll: false };
}

function factsBlock({ image }: DeletionPlan, view: View): SectionBlock {
  const { size, age } = imageRow(image, view);
  return section(
    view.texts.delete.facts(code(`${shownName(view.scope, image.name)}@${image.digest}`), size, age),
  );
}

function refusalBlocks(refusals: readonly DeletionRefusal[], view: View): (AlertBlock | SectionBlock)[] {
  const lines = refusals.map((refusal) => refusalText(refusal, view));
  const { texts: pages, shown } = pageText(lines, '\n', 3);
  const more = lines.length - shown;
  return [
    alert('error', view.texts.delete.refused, view),
    ...pages.map(section),
    ...(more > 0 ? [section(view.texts.common.andMore(more))] : []),
  ];
}

function refusalText(refusal: DeletionRefusal, { texts }: View): string {
  const words = texts.delete.refusals;
  if (refusal.kind === 'protected-tag') return words.protectedTag(code(refusal.tag));
  if (refusal.kind === 'other') return words.other(code(refusal.reason));
  return words.parentIndex(
    code(refusal.digest),
    refusal.tags
      .slice(0, 3)
      .map((tag) => code(tag))
      .join(', '),
  );
}

function hints({ plan, rule }: DeleteQuestion, view: View): KnownBlock[] {
  const words = view.texts.delete;
  if (plan.refusals.length > 0) return [];
  const needs = rule.needs
    .slice(0, 5)
    .map(({ name, approvals, approvers }) =>
      words.need(code(name), approvals, subjectsMarkup(approvers, view)),
    );
  const { freedBytes, isComplete } = plan;
  return [
    ...(needs.length > 0 ? [section(words.needsApproval(needs.join('; ')))] : []),
    context(
      [
        ...(freedBytes === undefined ? [] : [words.freed(view.texts.common.bytes(freedBytes))]),
        words.cannotBeUndone,
        ...(isComplete ? [] : [words.notAsked]),
      ].join(' '),
    ),
  ];
}

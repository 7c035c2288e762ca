import type {
  ActionsBlock,
  ActionsBlockElement,
  Overflow,
  PlainTextOption,
  RawNumberElement,
  RawTextElement,
  RichTextBlock,
  StaticSelect,
} from '@slack/types';

import { plainText } from './blocks.ts';
import { limits } from './limits.ts';
import { clip, oneLine } from './mrkdwn.ts';

/** An entry of a menu. */
export function option(text: string, value: string): PlainTextOption {
  return { text: plainText(clip(oneLine(text), limits.optionText) || '—'), value };
}

/** A menu of one entry out of some, of which there is at least one. Entries beyond what Slack shows are left out. */
export function select(
  actionId: string,
  placeholder: string,
  options: readonly PlainTextOption[],
): StaticSelect {
  return {
    type: 'static_select',
    action_id: actionId,
    placeholder: plainText(placeholder),
    options: options.slice(0, limits.selectOptions),
  };
}

/** A menu behind three dots. */
export function overflow(actionId: string, options: readonly PlainTextOption[]): Overflow {
  return { type: 'overflow', action_id: actionId, options: [...options] };
}

/** A row of buttons and menus; none where there are none, which Slack would refuse. */
export function actionRow(blockId: string, elements: readonly ActionsBlockElement[]): ActionsBlock[] {
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: blockId, elements: [...elements] }];
}

/** A cell with text, of which as much is shown as `maxLength` allows. */
export function textCell(text: string, maxLength: number): RawTextElement {
  return { type: 'raw_text', text: clip(oneLine(text), maxLength) || '—' };
}

/** A cell with a number, which is sorted by, and the text that stands for it. What is unknown sorts below everything. */
export function numberCell(value: number | undefined, text: string): RawNumberElement {
  return { type: 'raw_number', value: value !== undefined && Number.isFinite(value) ? value : -1, text };
}

/** Text from elsewhere as it is, with a button to copy it. */
export function preformatted(blockId: string, text: string): RichTextBlock {
  return {
    type: 'rich_text',
    block_id: blockId,
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: text || '—' }] }],
  };
}

/** What somebody wrote, as a quotation in which nothing is mark-up. */
export function quote(text: string): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: text || '—' }] }],
  };
}

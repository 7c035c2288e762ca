import type {
  Button,
  ContextBlock,
  HeaderBlock,
  MrkdwnElement,
  PlainTextElement,
  SectionBlock,
} from '@slack/types';

import { limits } from './limits.ts';
import { clip, oneLine } from './mrkdwn.ts';

/** Mark-up that is shown as it is: names and addresses in it do not become links or mentions. */
function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** Text without mark-up. */
export function plainText(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

/** A paragraph of mark-up. */
export function section(text: string): SectionBlock {
  return { type: 'section', text: mrkdwn(text) };
}

/** Small print. */
export function context(text: string): ContextBlock {
  return { type: 'context', elements: [mrkdwn(text)] };
}

/** A heading. */
export function header(text: string): HeaderBlock {
  return { type: 'header', text: plainText(clip(oneLine(text), limits.headerText)) };
}

/** What {@link button} is made of. */
export interface ButtonFields {
  readonly text: string;
  readonly actionId: string;
  readonly value: string;
  /** What screen readers say instead of the text. */
  readonly label?: string;
  readonly style?: 'primary' | 'danger';
}

/** A button. */
export function button({ text, actionId, value, label, style }: ButtonFields): Button {
  return {
    type: 'button',
    text: plainText(text),
    action_id: actionId,
    value,
    ...(label !== undefined && { accessibility_label: clip(oneLine(label), limits.accessibilityLabel) }),
    ...(style && { style }),
  };
}

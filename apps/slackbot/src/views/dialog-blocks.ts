import type { AlertBlock, InputBlock, SectionBlock } from '@slack/types';

import { typedDigestLength } from '../features/request-deletion.ts';
import { isJsonObject } from '../json.ts';
import { actionNames, inputNames } from './action-names.ts';
import { plainText, section } from './blocks.ts';
import type { View } from './view.ts';

/** The longest reason. */
const maxReasonLength = 500;

/** A sentence of at most 200 characters in a coloured box, in modals only; a paragraph where the workspace takes none. */
export function alert(
  level: 'warning' | 'error' | 'info',
  text: string,
  { renderer }: View,
): AlertBlock | SectionBlock {
  if (renderer === 'sections') return section(level === 'info' ? text : `:warning: ${text}`);
  return { type: 'alert', level, text: { type: 'mrkdwn', text, verbatim: true } };
}

/** The field for the reason of a deletion. */
export function reasonInput({ texts }: View): InputBlock {
  return {
    type: 'input',
    block_id: inputNames.reason,
    optional: true,
    label: plainText(texts.delete.reasonLabel),
    element: {
      type: 'plain_text_input',
      action_id: actionNames.input,
      multiline: true,
      max_length: maxReasonLength,
      placeholder: plainText(texts.delete.reasonPlaceholder),
    },
  };
}

/** The field for the end of a digest, for what is protected. */
export function digestInput({ texts }: View): InputBlock {
  return {
    type: 'input',
    block_id: inputNames.digestEnd,
    label: plainText(texts.delete.digestLabel),
    hint: plainText(texts.delete.digestHint),
    element: {
      type: 'plain_text_input',
      action_id: actionNames.input,
      min_length: typedDigestLength,
      max_length: typedDigestLength,
    },
  };
}

/** What was typed into the dialog. */
export interface DeleteInputs {
  readonly reason?: string;
  readonly digestEnd?: string;
}

/** Reads the `state.values` of a submitted dialog. */
export function readDeleteInputs(values: unknown): DeleteInputs {
  const reason = inputValue(values, inputNames.reason);
  const digestEnd = inputValue(values, inputNames.digestEnd)?.toLowerCase();
  return { ...(reason !== undefined && { reason }), ...(digestEnd !== undefined && { digestEnd }) };
}

/** The text of one input, trimmed; undefined for none. */
export function inputValue(values: unknown, blockId: string): string | undefined {
  const field = inputField(values, blockId);
  const value = field?.['value'];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The state of the element of one input. */
export function inputField(
  values: unknown,
  blockId: string,
  actionId: string = actionNames.input,
): { readonly [field: string]: unknown } | undefined {
  const block = isJsonObject(values) && Object.hasOwn(values, blockId) ? values[blockId] : undefined;
  const field = isJsonObject(block) ? block[actionId] : undefined;
  return isJsonObject(field) ? field : undefined;
}

/** What is wrong with the end of a digest that was typed in, by input, as an answer to the submission. */
export function digestEndErrors(
  { digestEnd }: DeleteInputs,
  digest: string,
  { texts }: View,
): Readonly<Record<string, string>> {
  return digestEnd === digest.slice(-typedDigestLength).toLowerCase()
    ? {}
    : { [inputNames.digestEnd]: texts.delete.wrongDigest };
}

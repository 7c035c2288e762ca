import type { JsonObject, Message } from '@registry-images/slack-sandbox';

/** Where a button is: what presses it. */
export interface ButtonAddress {
  readonly blockId: string;
  readonly actionId: string;
}

/** The first button of a message whose words begin with `label`. */
export function findButton(message: Message, label: string): ButtonAddress | undefined {
  for (const block of message.blocks) {
    const button = buttonsOf(block).find((element) => wordsOf(element['text']).startsWith(label));
    if (button && typeof button['action_id'] === 'string') {
      return { blockId: block.block_id, actionId: button['action_id'] };
    }
  }
  return undefined;
}

/** Every button of a block, wherever it stands: in a row, beside a text, on a card or in a cell of a table. */
function buttonsOf(value: unknown): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(buttonsOf);
  if (!isObject(value)) return [];
  return value['type'] === 'button' ? [value] : Object.values(value).flatMap(buttonsOf);
}

function wordsOf(text: unknown): string {
  return isObject(text) && typeof text['text'] === 'string' ? text['text'] : '';
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { JsonObject } from '../json.ts';

/** A rule, a block that keeps it, a block that breaks it, and the pointer to where it is broken. */
export type RuleCase = readonly [rule: string, accepted: object, refused: object, pointer: string];

/** A plain text object. */
export const plain = (text: string): JsonObject => ({ type: 'plain_text', text });

/** A text object with markup. */
export const mrkdwn = (text: string): JsonObject => ({ type: 'mrkdwn', text });

/** A text of a length. */
export const long = (length: number): string => 'x'.repeat(length);

/** The same value several times. */
export const times = <Value>(count: number, value: Value): Value[] =>
  Array.from({ length: count }, () => value);

/** A button with nothing but its text. */
export const button: JsonObject = { type: 'button', text: plain('Go') };

/** A cell of a table. */
export const raw = (text: string): JsonObject => ({ type: 'raw_text', text });

/** An option of a menu. */
export const option = (value: string): JsonObject => ({ text: plain(value), value });

/** Several options, no two the same. */
export const options = (count: number): JsonObject[] =>
  Array.from({ length: count }, (_, index) => option(`${index}`));

/** An actions block. */
export const actions = (...elements: readonly object[]): JsonObject => ({ type: 'actions', elements });

/** An input block. */
export const input = (element: object): JsonObject => ({ type: 'input', label: plain('Name'), element });

/** A rich text with one word. */
export const richText: JsonObject = {
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'a' }] }],
};

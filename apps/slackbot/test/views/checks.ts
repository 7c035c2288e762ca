import { validateMessage, validateView } from '@registry-images/slack-sandbox';

import { isJsonObject } from '../../src/json.ts';

/** A view as it goes to Slack: a message, a modal or the Home tab. */
export type Screen =
  | {
      readonly surface: 'message';
      readonly payload: { readonly text: string; readonly blocks: readonly unknown[] };
    }
  | { readonly surface: 'view'; readonly payload: { readonly blocks: readonly unknown[] } };

/** What is wrong with a view: what Slack would refuse, what its users could not use, and what was smuggled into it. */
export function problemsOf({ surface, payload }: Screen): unknown[] {
  const { problems, warnings } = surface === 'message' ? validateMessage(payload) : validateView(payload);
  const objects = objectsIn(payload.blocks);
  const text = surface === 'message' && 'text' in payload ? payload.text : '';
  return [
    ...problems,
    ...warnings,
    ...smuggled([
      text,
      ...objects.filter(({ type }) => type === 'mrkdwn').map((object) => String(object['text'])),
    ]),
    ...soundAlike(objects),
    ...tablesWithoutHeaders(objects),
    ...objects.filter(({ type, emoji }) => type === 'plain_text' && emoji !== false),
    ...objects.filter(({ type, verbatim }) => type === 'mrkdwn' && verbatim !== true),
  ];
}

/** What is wrong with a message. */
export function messageProblems(payload: Extract<Screen, { surface: 'message' }>['payload']): unknown[] {
  return problemsOf({ surface: 'message', payload });
}

/** What is wrong with a modal or a Home tab. */
export function viewProblems(payload: Extract<Screen, { surface: 'view' }>['payload']): unknown[] {
  return problemsOf({ surface: 'view', payload });
}

/** Every object in some blocks. */
export function objectsIn(value: unknown): { readonly [field: string]: unknown }[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (!isJsonObject(value)) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

/** Mentions of the people, channels and times of the examples. Whoever else is mentioned was smuggled in. */
const allowed = /<(?:@U[0-9]{1,9}|#C[0-9]{1,9}|!date\^-?\d+\^\{date_short_pretty\} \{time\}\|[^<>]*)>/g;

/** Mark-up in which somebody's text became more than text: a mention, a link, or style that does not end. */
function smuggled(texts: readonly string[]): string[] {
  return texts.filter((text) => {
    const rest = text.replaceAll(allowed, '');
    // Within code nothing is mark-up, and an address no link.
    const outsideOfCode = rest.replaceAll(/```[^]*?```|`[^`\n]*`/g, '');
    if (/\*bold\*|:tada:|evil\.example/.test(outsideOfCode)) return true;
    const fences = rest.split('```').length - 1;
    const ticks = rest.replaceAll('```', '').split('`').length - 1;
    return /[<>]/.test(rest) || fences % 2 !== 0 || ticks % 2 !== 0 || /&(?!amp;|lt;|gt;)/.test(rest);
  });
}

/** Buttons that a screen reader would call the same, though they do not do the same. */
function soundAlike(objects: readonly { readonly [field: string]: unknown }[]): string[] {
  const seen = new Map<string, string>();
  return objects.flatMap(({ type, text, accessibility_label: label, action_id: id, value }) => {
    if (type !== 'button' || !isJsonObject(text)) return [];
    const sound = String(label ?? text['text']);
    const does = `${String(id).replace(/\.\d+$/, '')} ${String(value)}`;
    const other = seen.get(sound);
    seen.set(sound, does);
    return other === undefined || other === does ? [] : [`Two buttons say "${sound}".`];
  });
}

function tablesWithoutHeaders(objects: readonly { readonly [field: string]: unknown }[]): unknown[] {
  return objects.filter(
    ({ type, caption, row_header_column_index: column }) =>
      type === 'data_table' && (typeof caption !== 'string' || typeof column !== 'number'),
  );
}

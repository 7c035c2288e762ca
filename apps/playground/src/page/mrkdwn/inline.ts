import { unescapeText } from './unescape-text.ts';

/** A piece of a line in Slack's markup. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'emoji'; readonly name: string }
  | {
      readonly kind: 'styled';
      readonly style: 'bold' | 'italic' | 'strike';
      readonly content: readonly Inline[];
    }
  | { readonly kind: 'link'; readonly url: string; readonly label: string }
  | { readonly kind: 'user' | 'channel'; readonly id: string; readonly label: string | undefined }
  | { readonly kind: 'broadcast'; readonly name: string }
  | { readonly kind: 'date'; readonly seconds: number; readonly format: string; readonly fallback: string };

/** Code, then `<…>`, then `:emoji:`, then `*…*`, `_…_` and `~…~` at the edges of words. */
const markup = new RegExp(
  [
    '`([^`\\n]+)`',
    '<([^<>\\n]+)>',
    ":([a-z0-9_+'-]+):",
    // Code and `<…>` inside are taken whole, so that a mark in them closes nothing.
    '(?<![\\p{L}\\p{N}])([*_~])(?=\\S)((?:`[^`\\n]*`|<[^<>\\n]*>|[^`<\\n])+?)(?<=\\S)\\4(?![\\p{L}\\p{N}])',
  ].join('|'),
  'gu',
);

const styles = new Map([
  ['*', 'bold'],
  ['_', 'italic'],
  ['~', 'strike'],
] as const);

/**
 * Reads the markup within lines. Only what stands in `<…>` is a link or a mention: escaped text is never read as markup,
 * whatever is in it.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text
 */
export function parseInline(text: string): Inline[] {
  const pieces: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(markup)) {
    if (match.index > end) {
      pieces.push({ kind: 'text', text: unescapeText(text.slice(end, match.index)) });
    }
    pieces.push(pieceOf(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) {
    pieces.push({ kind: 'text', text: unescapeText(text.slice(end)) });
  }
  return pieces;
}

function pieceOf([whole, code, control, emoji, mark, styled]: RegExpExecArray): Inline {
  if (code !== undefined) {
    return { kind: 'code', text: unescapeText(code) };
  }
  if (control !== undefined) {
    return parseControl(control);
  }
  if (emoji !== undefined) {
    return { kind: 'emoji', name: emoji };
  }
  const style = [...styles].find(([sign]) => sign === mark)?.[1];
  return style && styled !== undefined
    ? { kind: 'styled', style, content: parseInline(styled) }
    : { kind: 'text', text: unescapeText(whole) };
}

/** What is between `<` and `>`: a mention, a date or a link. Anything else is shown as it is. */
function parseControl(control: string): Inline {
  const [target, label] = splitOnce(control, '|');
  const text = label === undefined ? undefined : unescapeText(label);
  if (target.startsWith('@')) {
    return { kind: 'user', id: target.slice(1), label: text };
  }
  if (target.startsWith('#')) {
    return { kind: 'channel', id: target.slice(1), label: text };
  }
  const date = /^!date\^(\d+)\^([^^]+)/.exec(target);
  if (date?.[1] !== undefined && date[2] !== undefined) {
    return { kind: 'date', seconds: Number(date[1]), format: date[2], fallback: text ?? '' };
  }
  if (target.startsWith('!')) {
    return { kind: 'broadcast', name: text ?? target.slice(1) };
  }
  if (/^(?:https?|mailto):/i.test(target)) {
    return { kind: 'link', url: unescapeText(target), label: text ?? unescapeText(target) };
  }
  return { kind: 'text', text: unescapeText(`<${control}>`) };
}

function splitOnce(text: string, separator: string): [string, string?] {
  const index = text.indexOf(separator);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}

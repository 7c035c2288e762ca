import { parseInline, type Inline } from './inline.ts';
import { unescapeText } from './unescape-text.ts';

/** A part of a text in Slack's markup that stands on lines of its own. */
export type Paragraph =
  | { readonly kind: 'lines' | 'quote'; readonly content: readonly Inline[] }
  | { readonly kind: 'preformatted'; readonly text: string };

const fenced = /```\n?([\s\S]+?)\n?```\n?/u;
const quotedLines = /((?:^(?:&gt;|>).*(?:\n|$))+)/mu;
const quoteMark = /^(?:&gt;|>) ?/gmu;

/** Splits a text in Slack's markup into code between three backticks, quoted lines, and the lines between them. */
export function parseParagraphs(text: string): Paragraph[] {
  // An expression with one group makes every second part the one that matched.
  return text
    .split(fenced)
    .flatMap((part, index): Paragraph[] =>
      index % 2 === 1 ? [{ kind: 'preformatted', text: unescapeText(part) }] : linesAndQuotes(part),
    );
}

function linesAndQuotes(text: string): Paragraph[] {
  return text.split(quotedLines).flatMap((part, index): Paragraph[] => {
    const kind = index % 2 === 1 ? 'quote' : 'lines';
    const lines = (kind === 'quote' ? part.replaceAll(quoteMark, '') : part).replace(/\n$/, '');
    return lines === '' ? [] : [{ kind, content: parseInline(lines) }];
  });
}

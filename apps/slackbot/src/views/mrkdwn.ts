/**
 * Makes text from elsewhere safe to stand in Slack's mark-up: it shows as it is, and cannot link or mention anybody.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text/#escaping
 */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The longest name that is shown whole: a repository of 255 characters with `@`, and a sha512 digest behind it. */
const longestCode = 400;

/**
 * Text from elsewhere, such as a name, a tag or a digest, on one line in the style of code. Backticks would end that
 * style, so they become apostrophes. What is longer than any valid name, or than `maxLength`, is cut.
 */
export function code(text: string, maxLength: number = longestCode): string {
  const line = clipEscaped(escapeMrkdwn(oneLine(text).replaceAll('`', "'")), maxLength);
  return `\`${line === '' ? '—' : line}\``;
}

function clipEscaped(escaped: string, maxLength: number): string {
  // A cut through an escape would show its beginning.
  return clip(escaped, maxLength).replace(/&[a-z]*…$/, '…');
}

/** Text without line breaks and other control characters. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** Cuts text to at most `maxLength` UTF-16 units, the ellipsis included, never in the middle of a character. */
export function clip(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const cut = text.slice(0, maxLength - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** Slack escapes these three characters and no others. `&amp;` comes last: `&amp;lt;` stands for `&lt;`. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

const quotes = '"\'`“”„‟«»‹›‘’‚‛';
const edges = new RegExp(`^[${quotes}]+|[${quotes}]+$`, 'gu');
/** Slack's mark-up of an address that it recognised in the text: `<http://address|what was typed>`. */
const link = /<(?:https?:\/\/|mailto:)([^|<>]*)(?:\|([^<>]*))?>/gu;

/**
 * Takes apart what a person typed behind the slash command, whatever Slack's clients and a phone's keyboard made of it:
 * quotes and backticks around words are dropped, "—" and "–" mean "--", other dashes "-", all kinds of space separate
 * words, invisible characters are dropped, links and escaped characters are the text that was typed.
 *
 * @see https://docs.slack.dev/interactivity/implementing-slash-commands/#app_command_handling
 */
export function commandWords(text: string): string[] {
  return unescape(text)
    .replace(link, (_link, address: string, typed?: string) => typed ?? address)
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/gu, '')
    .replace(/[—–]/gu, '--')
    .replace(/[‐‑‒−]/gu, '-')
    .split(/\s+/u)
    .map((word) => word.replace(edges, ''))
    .filter((word) => word !== '');
}

/** Undoes the escaping of slash commands; `&amp;` last, so that an escaped escape stays what it was. */
function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

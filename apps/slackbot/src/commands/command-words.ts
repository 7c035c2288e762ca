const quotes = '"\'`“”„‟«»‹›‘’‚‛';
/** The look behind keeps the time linear: a long run of quotes is not tried from each of them. */
const edges = new RegExp(`^[${quotes}]+|(?<![${quotes}])[${quotes}]+$`, 'gu');
/** Quotes around the value of a flag: `--tag="v*"`. */
const valueStart = new RegExp(`^(--?[\\p{L}-]+=)[${quotes}]+`, 'u');
/** Slack's mark-up of an address that it recognised in the text: `<http://address|what was typed>`. */
const link = /<(?:https?:\/\/|mailto:)([^|<>]*)(?:\|([^<>]*))?>/gu;
/** An address that Slack did not recognise, or that was typed with its scheme. */
const scheme = /(?<![^\s"'`“”„«])https?:\/\//giu;
/** Slack's mark-up of a person, whose shown name may have spaces: `<@U012|Ada Lovelace>`. */
const person = /<@([A-Z0-9]+)(?:\|[^<>]*)?>/gu;
/** Slack's mark-up of a channel, a user group or everybody: `<#C012|general>`, `<!subteam^S012|@team>`, `<!here>`. */
const mention = /<([#!])([^|<>]*)(?:\|([^<>]*))?>/gu;

/**
 * Takes apart what a person typed behind the slash command, whatever Slack's clients and a phone's keyboard made of it:
 * quotes and backticks around words are dropped, "—" and "–" mean "--", other dashes "-", all kinds of space separate
 * words, invisible characters are dropped, links and escaped characters are the text that was typed. A mentioned person
 * becomes `<@U012>`, everything else that can be mentioned its name.
 *
 * @see https://docs.slack.dev/interactivity/implementing-slash-commands/#app_command_handling
 */
export function commandWords(text: string): string[] {
  return unescape(text)
    .replace(link, (_link, address: string, typed?: string) => typed ?? address)
    .replace(person, '<@$1>')
    .replace(mention, (_mention, sign: string, id: string, name?: string) => mentionName(sign, id, name))
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/gu, '')
    .replace(/[—–]/gu, '--')
    .replace(/[‐‑‒−]/gu, '-')
    .replace(scheme, '')
    .split(/\s+/u)
    .map((word) => word.replace(edges, '').replace(valueStart, '$1'))
    .filter((word) => word !== '');
}

/** Undoes the escaping of slash commands; `&amp;` last, so that an escaped escape stays what it was. */
function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function mentionName(sign: string, id: string, name = id): string {
  return sign === '#' ? `#${name}` : `@${name.replace(/^@/, '')}`;
}

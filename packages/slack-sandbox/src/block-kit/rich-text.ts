import { anyText, id, link, someText } from './composition.ts';
import { broken, byType, flag, list, object, oneOf, wholeNumber, type Fields, type Rule } from './rule.ts';

/** Slack names no limit for the parts of a rich text. */
const anyCount = { min: 0, max: Number.MAX_SAFE_INTEGER };

const style = object({
  optional: {
    bold: flag,
    italic: flag,
    strike: flag,
    underline: flag,
    code: flag,
    highlight: flag,
    client_highlight: flag,
    unlink: flag,
  },
});

function inline({ required = {}, optional = {} }: Fields): Rule {
  return object({ required, optional: { ...optional, style } });
}

const textPart = inline({ required: { text: someText } });
const linkPart = inline({ required: { url: link }, optional: { text: anyText, unsafe: flag } });

const color: Rule = (value, pointer) =>
  typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value)
    ? []
    : broken(pointer, 'must be a color as #RRGGBB');

const parts = list(
  byType({
    text: textPart,
    link: linkPart,
    broadcast: inline({ required: { range: oneOf(['here', 'channel', 'everyone']) } }),
    channel: inline({ required: { channel_id: someText } }),
    color: inline({ required: { value: color } }),
    date: inline({
      required: { timestamp: wholeNumber(0, Number.MAX_SAFE_INTEGER), format: someText },
      optional: { url: link, fallback: anyText },
    }),
    emoji: inline({ required: { name: someText }, optional: { unicode: anyText, url: link } }),
    team: inline({ required: { team_id: someText } }),
    user: inline({ required: { user_id: someText } }),
    usergroup: inline({ required: { usergroup_id: someText } }),
  }),
  anyCount,
);

const section = object({ required: { elements: parts } });
const border = oneOf([0, 1]);

/** The fields of a rich text: of the block, of a cell, and of the value of a rich text input. */
export const richText: Rule = object({
  required: {
    elements: list(
      byType({
        rich_text_section: section,
        rich_text_list: object({
          required: {
            style: oneOf(['bullet', 'ordered']),
            elements: list(byType({ rich_text_section: section }), anyCount),
          },
          optional: { indent: wholeNumber(0, 8), offset: wholeNumber(0, Number.MAX_SAFE_INTEGER), border },
        }),
        rich_text_preformatted: object({
          required: { elements: list(byType({ text: textPart, link: linkPart }), anyCount) },
          optional: { border, language: anyText },
        }),
        rich_text_quote: object({ required: { elements: parts }, optional: { border } }),
      }),
      { max: Number.MAX_SAFE_INTEGER },
    ),
  },
  optional: { block_id: id },
});

/** A rich text with its `type`, where nothing else may stand. */
export const richTextOnly: Rule = byType({ rich_text: richText });

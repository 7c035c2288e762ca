import { linkUrl, webUrl } from './format.ts';
import { limits } from './limits.ts';
import { broken, byType, exactlyOneOf, flag, list, number, object, oneOf, text, type Rule } from './rule.ts';

/** Any text, however long; where Slack names no limit. */
export const anyText: Rule = text(Number.MAX_SAFE_INTEGER, { min: 0 });

/** Any text but the empty one. */
export const someText: Rule = text(Number.MAX_SAFE_INTEGER);

/** A `block_id`, `action_id` or their kin. */
export const id: Rule = text(limits.id);

/** A link that a person opens. */
export const link: Rule = text(limits.url, { format: linkUrl });

/** The fields of a `plain_text` object. */
export function plainTextFields(max: number): Rule {
  return object({ required: { text: text(max) }, optional: { emoji: flag } });
}

/** The fields of a `mrkdwn` object. */
export function mrkdwnFields(max: number): Rule {
  return object({ required: { text: text(max) }, optional: { verbatim: flag } });
}

/** A text object without markup. */
export function plainText(max: number): Rule {
  return byType({ plain_text: plainTextFields(max) });
}

/** A text object with Slack's markup. */
export function mrkdwn(max: number): Rule {
  return byType({ mrkdwn: mrkdwnFields(max) });
}

/** A text object of either kind. */
export function textObject(max: number): Rule {
  return byType({ plain_text: plainTextFields(max), mrkdwn: mrkdwnFields(max) });
}

/** The two colours of a button. */
export const style: Rule = oneOf(['primary', 'danger']);

/**
 * The question before an action. `@slack/types` makes all but `text` optional and allows mrkdwn; the reference page, which is
 * stricter, counts.
 *
 * @see https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
 */
export const confirm: Rule = object({
  required: {
    title: plainText(limits.confirm.title),
    text: plainText(limits.confirm.text),
    confirm: plainText(limits.confirm.button),
    deny: plainText(limits.confirm.button),
  },
  optional: { style },
});

const value = text(limits.option.value);

/** An entry of a select menu. */
export const selectOption: Rule = object({
  required: { text: plainText(limits.option.text), value },
  optional: { description: plainText(limits.option.description) },
});

/** An entry of an overflow menu, which alone may have a URL. */
export const overflowOption: Rule = object({
  required: { text: plainText(limits.option.text), value },
  optional: { description: plainText(limits.option.description), url: link },
});

/** One of several radio buttons or checkboxes, which alone may have markup. */
export const choiceOption: Rule = object({
  required: { text: textObject(limits.option.text), value },
  optional: { description: textObject(limits.option.description) },
});

/** Entries of a select menu under a heading. */
export const optionGroup: Rule = object({
  required: {
    label: plainText(limits.option.text),
    options: list(selectOption, { max: limits.selectOptions }),
  },
});

/** When an input tells the app of typing. */
export const dispatchActionConfig: Rule = object({
  optional: {
    trigger_actions_on: list(oneOf(['on_enter_pressed', 'on_character_entered']), { max: 2 }),
  },
});

/** Which conversations a menu offers. */
export const conversationFilter: Rule = object(
  {
    optional: {
      include: list(oneOf(['im', 'mpim', 'private', 'public']), { max: 4 }),
      exclude_external_shared_channels: flag,
      exclude_bot_users: flag,
    },
  },
  (filter, pointer) =>
    Object.keys(filter).length > 0 ? [] : broken(pointer, 'must provide at least one property'),
);

/** Where a picture comes from. Exactly one of the two fields. */
export const imageSource: Readonly<Record<string, Rule>> = {
  image_url: text(limits.url, { format: webUrl }),
  slack_file: object(
    { optional: { id: someText, url: text(limits.url, { format: webUrl }) } },
    exactlyOneOf('id', 'url'),
  ),
};

/** A cell of plain text. */
export const rawText: Rule = object({ required: { text: someText } });

/** A cell with a number, and how to show it. */
export const rawNumber: Rule = object({ required: { value: number, text: someText } });

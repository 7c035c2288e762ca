import { anyText, confirm, dispatchActionConfig, id, plainText, someText } from '../composition.ts';
import { date, decimal, email, timeOfDay, webUrl } from '../format.ts';
import { limits } from '../limits.ts';
import { richTextOnly } from '../rich-text.ts';
import { broken, flag, list, object, text, wholeNumber, type Check, type Rule } from '../rule.ts';

const common = { action_id: id, focus_on_load: flag };
const placeholder = { placeholder: plainText(limits.placeholder) };
const typed = { ...common, ...placeholder, dispatch_action_config: dispatchActionConfig };

/** The smaller of two fields must not exceed the greater, whether they are numbers or decimal text. */
function ordered(smaller: string, greater: string): Check {
  return (value, pointer) =>
    Number(value[smaller] ?? -Infinity) <= Number(value[greater] ?? Infinity)
      ? []
      : broken(pointer, `${smaller} must not be greater than ${greater}`);
}

/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const plainTextInput = object(
  {
    optional: {
      ...typed,
      initial_value: text(limits.input.value, { min: 0 }),
      multiline: flag,
      min_length: wholeNumber(0, limits.input.value),
      max_length: wholeNumber(1, limits.input.value),
    },
  },
  ordered('min_length', 'max_length'),
);

const number = text(Number.MAX_SAFE_INTEGER, { format: decimal });

/** https://docs.slack.dev/reference/block-kit/block-elements/number-input-element */
const numberInput = object(
  {
    required: { is_decimal_allowed: flag },
    optional: { ...typed, initial_value: number, min_value: number, max_value: number },
  },
  ordered('min_value', 'max_value'),
  ordered('min_value', 'initial_value'),
  ordered('initial_value', 'max_value'),
);

/** Elements that a person types into. */
export const typedInputs: Readonly<Record<string, Rule>> = {
  plain_text_input: plainTextInput,
  number_input: numberInput,
  email_text_input: object({
    optional: { ...typed, initial_value: text(limits.input.value, { format: email }) },
  }),
  url_text_input: object({ optional: { ...typed, initial_value: text(limits.url, { format: webUrl }) } }),
};

/** https://docs.slack.dev/reference/block-kit/block-elements/rich-text-input-element */
export const richTextInput: Rule = object(
  {
    optional: {
      ...typed,
      initial_value: richTextOnly,
      min_lines: wholeNumber(1, 100),
      max_lines: wholeNumber(1, 100),
    },
  },
  ordered('min_lines', 'max_lines'),
);

/** https://docs.slack.dev/reference/block-kit/block-elements/file-input-element */
export const fileInput: Rule = object({
  optional: {
    action_id: id,
    filetypes: list(someText, { max: Number.MAX_SAFE_INTEGER }),
    max_files: wholeNumber(1, 10),
  },
});

/** Pickers of a day, a time or both. */
export const pickers: Readonly<Record<string, Rule>> = {
  datepicker: object({
    optional: { ...common, ...placeholder, confirm, initial_date: text(10, { format: date }) },
  }),
  timepicker: object({
    optional: {
      ...common,
      ...placeholder,
      confirm,
      initial_time: text(5, { format: timeOfDay }),
      timezone: anyText,
    },
  }),
  datetimepicker: object({
    optional: { ...common, confirm, initial_date_time: wholeNumber(1_000_000_000, 9_999_999_999) },
  }),
};

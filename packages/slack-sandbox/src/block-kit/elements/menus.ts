import { isDeepStrictEqual } from 'node:util';

import { isJsonObject, type JsonObject } from '../../json.ts';
import {
  choiceOption,
  confirm,
  conversationFilter,
  id,
  optionGroup,
  plainText,
  selectOption,
  someText,
} from '../composition.ts';
import { limits } from '../limits.ts';
import {
  broken,
  exactlyOneOf,
  flag,
  list,
  object,
  wholeNumber,
  type Check,
  type Fields,
  type Rule,
} from '../rule.ts';

const several = { max: limits.selectOptions };

/** Every option that a menu offers, in its groups or without. */
function offered(element: JsonObject): readonly unknown[] {
  const groups = Array.isArray(element['option_groups']) ? element['option_groups'] : [];
  const grouped = groups.flatMap((group: unknown) =>
    isJsonObject(group) && Array.isArray(group['options']) ? group['options'] : [],
  );
  return [...(Array.isArray(element['options']) ? element['options'] : []), ...grouped];
}

const initialIsOffered: Check = (element, pointer) => {
  const chosen =
    element['initial_options'] ??
    (element['initial_option'] === undefined ? [] : [element['initial_option']]);
  const options = offered(element);
  const found = (option: unknown): boolean => options.some((other) => isDeepStrictEqual(other, option));
  return Array.isArray(chosen) && chosen.every((option) => found(option))
    ? []
    : broken(pointer, 'initial options must be among the options');
};

const distinctValues: Check = (element, pointer) => {
  const values = offered(element).map((option) => (isJsonObject(option) ? option['value'] : undefined));
  return new Set(values).size === values.length
    ? []
    : broken(pointer, 'the values of the options must be unique');
};

function menu({ required = {}, optional = {} }: Fields, ...checks: readonly Check[]): Rule {
  const everyMenu = {
    action_id: id,
    confirm,
    focus_on_load: flag,
    placeholder: plainText(limits.placeholder),
  };
  return object({ required, optional: { ...everyMenu, ...optional } }, ...checks);
}

const maxSelected = { max_selected_items: wholeNumber(1, Number.MAX_SAFE_INTEGER) };
const listed = {
  options: list(selectOption, several),
  option_groups: list(optionGroup, { max: limits.optionGroups }),
};
const listedChecks = [exactlyOneOf('options', 'option_groups'), initialIsOffered, distinctValues];
const external = { min_query_length: wholeNumber(0, Number.MAX_SAFE_INTEGER) };
const conversations = { default_to_current_conversation: flag, filter: conversationFilter };
const answerable = { response_url_enabled: flag };

/**
 * The select menus.
 *
 * @see https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element
 * @see https://docs.slack.dev/reference/block-kit/block-elements/multi-select-menu-element
 */
export const menus: Readonly<Record<string, Rule>> = {
  static_select: menu({ optional: { ...listed, initial_option: selectOption } }, ...listedChecks),
  external_select: menu({ optional: { ...external, initial_option: selectOption } }),
  users_select: menu({ optional: { initial_user: someText } }),
  conversations_select: menu({
    optional: { ...conversations, ...answerable, initial_conversation: someText },
  }),
  channels_select: menu({ optional: { ...answerable, initial_channel: someText } }),
  multi_static_select: menu(
    { optional: { ...listed, ...maxSelected, initial_options: list(selectOption, several) } },
    ...listedChecks,
  ),
  multi_external_select: menu({
    optional: { ...external, ...maxSelected, initial_options: list(selectOption, several) },
  }),
  multi_users_select: menu({ optional: { ...maxSelected, initial_users: list(someText, several) } }),
  multi_conversations_select: menu({
    optional: { ...conversations, ...maxSelected, initial_conversations: list(someText, several) },
  }),
  multi_channels_select: menu({ optional: { ...maxSelected, initial_channels: list(someText, several) } }),
};

const options = list(choiceOption, { max: limits.choiceOptions });
const everyChoice = { action_id: id, confirm, focus_on_load: flag };

/** https://docs.slack.dev/reference/block-kit/block-elements/radio-button-group-element */
export const radioButtons: Rule = object(
  { required: { options }, optional: { ...everyChoice, initial_option: choiceOption } },
  initialIsOffered,
  distinctValues,
);

/** https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element */
export const checkboxes: Rule = object(
  { required: { options }, optional: { ...everyChoice, initial_options: options } },
  initialIsOffered,
  distinctValues,
);

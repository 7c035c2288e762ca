import { allBlocks, elementsOf } from '../block-kit/walk.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { StoredBlock } from './message.ts';
import type { InputState, StateValues } from './view.ts';

/** Where Slack reports what an element holds, and where the app says what it holds at first. */
export interface InputKind {
  /** The field of the state, such as `selected_option`. */
  readonly field: string;
  /** The field of the element, such as `initial_option`. */
  readonly initial: string;
  /** What is held: text, one or several options of the element, one or several ids, a number of seconds, rich text, files. */
  readonly holds: 'text' | 'option' | 'options' | 'id' | 'ids' | 'seconds' | 'rich_text' | 'files';
}

const typed = { field: 'value', initial: 'initial_value', holds: 'text' } as const;
const option = { field: 'selected_option', initial: 'initial_option', holds: 'option' } as const;
const options = { field: 'selected_options', initial: 'initial_options', holds: 'options' } as const;

/**
 * The elements that hold something, by type.
 *
 * @see https://docs.slack.dev/reference/views/view-submission
 */
const inputKinds: Readonly<Record<string, InputKind>> = {
  plain_text_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  number_input: typed,
  static_select: option,
  external_select: option,
  radio_buttons: option,
  multi_static_select: options,
  multi_external_select: options,
  checkboxes: options,
  users_select: { field: 'selected_user', initial: 'initial_user', holds: 'id' },
  conversations_select: { field: 'selected_conversation', initial: 'initial_conversation', holds: 'id' },
  channels_select: { field: 'selected_channel', initial: 'initial_channel', holds: 'id' },
  multi_users_select: { field: 'selected_users', initial: 'initial_users', holds: 'ids' },
  multi_conversations_select: {
    field: 'selected_conversations',
    initial: 'initial_conversations',
    holds: 'ids',
  },
  multi_channels_select: { field: 'selected_channels', initial: 'initial_channels', holds: 'ids' },
  datepicker: { field: 'selected_date', initial: 'initial_date', holds: 'text' },
  timepicker: { field: 'selected_time', initial: 'initial_time', holds: 'text' },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time', holds: 'seconds' },
  rich_text_input: { field: 'rich_text_value', initial: 'initial_value', holds: 'rich_text' },
  file_input: { field: 'files', initial: 'files', holds: 'files' },
};

/** How an element of a type holds what it holds. Undefined for one that holds nothing, such as a button. */
export function inputKind(type: unknown): InputKind | undefined {
  return typeof type === 'string' && Object.hasOwn(inputKinds, type) ? inputKinds[type] : undefined;
}

/** What an empty input of a kind reports. */
export function emptyValue({ holds }: InputKind): null | readonly never[] {
  return holds === 'options' || holds === 'ids' || holds === 'files' ? [] : null;
}

/** What an element reports before anybody touched it. */
function initialState(element: JsonObject): InputState | undefined {
  const kind = inputKind(element['type']);
  if (!kind) return undefined;
  return { type: String(element['type']), [kind.field]: element[kind.initial] ?? emptyValue(kind) };
}

/** What all inputs of a view or a message report before anybody touched them. */
export function initialValues(blocks: readonly StoredBlock[]): StateValues {
  const values: Record<string, Record<string, InputState>> = {};
  for (const block of allBlocks(blocks, '')) {
    for (const { value: element } of elementsOf(block)) {
      const state = initialState(element);
      if (state) {
        const blockId = String(block.value['block_id']);
        values[blockId] = { ...values[blockId], [String(element['action_id'])]: state };
      }
    }
  }
  return values;
}

/** The options that an element offers, in its groups or without. */
export function offeredOptions(element: JsonObject): readonly JsonObject[] {
  const groups: readonly unknown[] = Array.isArray(element['option_groups']) ? element['option_groups'] : [];
  return [element, ...groups].flatMap((holder) => {
    const list: unknown = isJsonObject(holder) ? holder['options'] : undefined;
    return Array.isArray(list) ? list.filter((entry: unknown) => isJsonObject(entry)) : [];
  });
}

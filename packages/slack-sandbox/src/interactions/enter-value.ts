import { date, timeOfDay } from '../block-kit/format.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { SandboxUsageError } from '../sandbox-usage-error.ts';
import type { InputValue } from '../sandbox-user.ts';
import { emptyValue, inputKind, offeredOptions, type InputKind } from '../workspace/input-state.ts';
import type { InputState } from '../workspace/view.ts';

function asList(value: InputValue): readonly string[] {
  if (value === null) return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

function pick(element: JsonObject, offered: readonly JsonObject[], value: string): JsonObject {
  const found = offered.find((option) => option['value'] === value);
  if (found) return found;
  throw new SandboxUsageError(`"${value}" is not an option of ${String(element['action_id'])}.`);
}

function richText(value: string): JsonObject {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: value }] }],
  };
}

/** At most one, as a person at the client could not give more. */
function single(element: JsonObject, value: InputValue): string | undefined {
  const [first, ...more] = asList(value);
  if (more.length === 0) return first;
  throw new SandboxUsageError(`${String(element['action_id'])} takes one value only.`);
}

function several(element: JsonObject, value: InputValue): readonly string[] {
  const values = asList(value);
  const max = element['max_selected_items'];
  if (typeof max === 'number' && values.length > max)
    throw new SandboxUsageError(`${String(element['action_id'])} takes no more than ${max} values.`);
  return values;
}

/** Whether a picker can give this value. What is typed is checked when the form is sent. */
function wellFormed(element: JsonObject, value: string): boolean {
  switch (element['type']) {
    case 'datepicker':
      return date.test(value);
    case 'timepicker':
      return timeOfDay.test(value);
    case 'datetimepicker':
      return /^\d{10}$/.test(value);
    default:
      return true;
  }
}

function held(
  element: JsonObject,
  offered: readonly JsonObject[],
  { holds }: InputKind,
  value: InputValue,
): unknown {
  switch (holds) {
    case 'options':
      return several(element, value).map((entry) => pick(element, offered, entry));
    case 'ids':
      return several(element, value);
    case 'files':
      throw new SandboxUsageError('The sandbox uploads no files.');
    case 'option':
    case 'id':
    case 'text':
    case 'seconds':
    case 'rich_text': {
      const only = single(element, value);
      if (only === undefined || only === '') return null;
      if (holds === 'option') return pick(element, offered, only);
      if (!wellFormed(element, only))
        throw new SandboxUsageError(`"${only}" is nothing that a ${String(element['type'])} offers.`);
      if (holds === 'seconds') return Number(only);
      return holds === 'rich_text' ? richText(only) : only;
    }
    default:
      return holds satisfies never;
  }
}

/**
 * What an element reports once the user entered a value. Throws a `SandboxUsageError` for what the client does not offer.
 *
 * @param offered - the options that the user can pick from
 */
export function enterValue(
  element: JsonObject,
  value: InputValue,
  offered: readonly JsonObject[],
): InputState {
  const kind = inputKind(element['type']);
  const type = String(element['type']);
  if (!kind) throw new SandboxUsageError(`Nothing can be entered into an element of type ${type}.`);
  return { type, [kind.field]: held(element, offered, kind, value) };
}

/** The options that an input holds. */
export function heldOptions(state: InputState): readonly JsonObject[] {
  const kind = inputKind(state.type);
  if (kind?.holds !== 'option' && kind?.holds !== 'options') return [];
  const value = state[kind.field];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((entry) => isJsonObject(entry));
}

/** Whether an input holds nothing. */
export function isEmpty(state: InputState): boolean {
  const kind = inputKind(state.type);
  const value = kind && state[kind.field];
  if (!kind || value === null || value === undefined || value === '') return true;
  return Array.isArray(value) && Array.isArray(emptyValue(kind)) && value.length === 0;
}

/** What the option of an overflow menu, or one of two feedback buttons, adds to an action. */
export function pickedOption(element: JsonObject, value: InputValue): JsonObject {
  const only = single(element, value);
  if (only === undefined) throw new SandboxUsageError('A menu needs a value to choose.');
  if (element['type'] === 'overflow')
    return { selected_option: pick(element, offeredOptions(element), only) };
  const buttons = [element['positive_button'], element['negative_button']];
  const pressed = buttons.find((button) => isJsonObject(button) && button['value'] === only);
  if (isJsonObject(pressed)) return { text: pressed['text'], value: only };
  throw new SandboxUsageError(`"${only}" is not an option of ${String(element['action_id'])}.`);
}

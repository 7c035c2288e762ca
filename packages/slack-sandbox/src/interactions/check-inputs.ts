import { decimal, email, linkUrl } from '../block-kit/format.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { InputState, ModalView } from '../workspace/view.ts';
import { isEmpty } from './enter-value.ts';

/** What Slack's client says at an input that it does not send, or undefined. The words are close to Slack's own. */
function problemOf(element: JsonObject, state: InputState, optional: boolean): string | undefined {
  if (isEmpty(state)) return optional ? undefined : 'Please complete this required field.';
  const value = state['value'];
  if (typeof value !== 'string') return undefined;
  switch (element['type']) {
    case 'plain_text_input':
      return lengthProblem(element, value);
    case 'number_input':
      return numberProblem(element, value);
    case 'email_text_input':
      return email.test(value) ? undefined : 'Please enter a valid email address.';
    case 'url_text_input':
      return linkUrl.test(value) ? undefined : 'Please enter a valid URL.';
    default:
      return undefined;
  }
}

function lengthProblem(element: JsonObject, value: string): string | undefined {
  const { min_length: min = 0, max_length: max = 3000 } = element;
  if (value.length < Number(min)) return `Please enter at least ${Number(min)} characters.`;
  return value.length > Number(max) ? `Please enter no more than ${Number(max)} characters.` : undefined;
}

function numberProblem(element: JsonObject, value: string): string | undefined {
  const { min_value: min = -Infinity, max_value: max = Infinity } = element;
  if (!decimal.test(value)) return 'Please enter a number.';
  if (element['is_decimal_allowed'] !== true && value.includes('.')) return 'Please enter a whole number.';
  if (Number(value) < Number(min)) return `Please enter a number of at least ${Number(min)}.`;
  return Number(value) > Number(max) ? `Please enter a number of no more than ${Number(max)}.` : undefined;
}

/** What Slack's client says, by block id, instead of sending the form. Empty where it sends it. */
export function checkInputs({ blocks, values }: ModalView): Readonly<Record<string, string>> {
  const problems = blocks.flatMap((block) => {
    const { element } = block;
    if (block.type !== 'input' || !isJsonObject(element)) return [];
    const state = values[block.block_id]?.[String(element['action_id'])];
    const problem = state && problemOf(element, state, block['optional'] === true);
    return problem === undefined ? [] : [[block.block_id, problem] as const];
  });
  return Object.fromEntries(problems);
}

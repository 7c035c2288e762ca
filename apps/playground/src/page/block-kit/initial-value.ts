import type { InputValue } from '@registry-images/slack-sandbox';

import { isFields, objectsOf, stringOf, type Fields } from './fields.ts';

/** Where the elements of one value keep what they start with, beside `initial_option`. */
const singleFields = [
  'initial_value',
  'initial_date',
  'initial_time',
  'initial_date_time',
  'initial_user',
  'initial_channel',
  'initial_conversation',
] as const;

/** Where the elements of several values keep what they start with, beside `initial_options`. */
const multipleFields = ['initial_users', 'initial_channels', 'initial_conversations'] as const;

/** What an element holds before anybody touches it. */
export function initialValue(element: Fields): InputValue {
  for (const field of multipleFields) {
    const values = element[field];
    if (Array.isArray(values)) {
      return values.filter((value) => typeof value === 'string');
    }
  }
  if (Array.isArray(element['initial_options'])) {
    return objectsOf(element['initial_options']).map((option) => stringOf(option['value']) ?? '');
  }
  if (isFields(element['initial_option'])) {
    return stringOf(element['initial_option']['value']) ?? null;
  }
  for (const field of singleFields) {
    const value = element[field];
    if (typeof value === 'string' || typeof value === 'number') {
      return value;
    }
  }
  return null;
}

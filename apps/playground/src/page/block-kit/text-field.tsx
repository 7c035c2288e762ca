import type { ReactElement } from 'react';

import { stringOf, textOf } from './fields.ts';
import type { InputControlProps } from './input-control-props.ts';

/** A line or several lines of text, or one of the things that browsers have a picker for. */
export function TextField(props: InputControlProps): ReactElement {
  const { element, value, onChange, label, id, describedBy, isInvalid } = props;
  const shared = {
    id,
    className: 'text-field',
    placeholder: textOf(element['placeholder']) || undefined,
    'aria-label': label,
    'aria-describedby': describedBy,
    'aria-invalid': isInvalid,
  };
  if (element['multiline'] === true) {
    return (
      <textarea
        {...shared}
        rows={4}
        value={value === null ? '' : String(value)}
        onChange={(event) => onChange(event.target.value || null)}
      />
    );
  }
  const kind = stringOf(element['type']) ?? '';
  return (
    <input
      {...shared}
      type={htmlTypes[kind] ?? 'text'}
      inputMode={kind === 'number_input' ? 'decimal' : undefined}
      value={kind === 'datetimepicker' ? toLocalTime(value) : String(value ?? '')}
      onChange={({ target }) =>
        onChange(
          kind === 'datetimepicker' ? fromLocalTime(target.value) : target.value === '' ? null : target.value,
        )
      }
    />
  );
}

/**
 * The browser's type for each element. Numbers, addresses and links stay plain text: the workspace checks them and answers
 * in Slack's words.
 */
const htmlTypes: Readonly<Record<string, string>> = {
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
};

/** Seconds since the Unix epoch → what `datetime-local` shows, which is the reader's own time without a zone. */
function toLocalTime(value: InputControlProps['value']): string {
  if (typeof value !== 'number') {
    return '';
  }
  const date = new Date(value * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function fromLocalTime(text: string): number | null {
  const ms = new Date(text).getTime();
  return Number.isNaN(ms) ? null : Math.floor(ms / 1000);
}

import type { ReactElement } from 'react';

import { useDirectory, type Directory } from './directory.ts';
import { objectsOf, stringOf, textOf, type Fields } from './fields.ts';
import type { InputControlProps } from './input-control-props.ts';

interface Option {
  readonly value: string;
  readonly text: string;
}

interface OptionGroup {
  /** The heading over the options; empty where they have none. */
  readonly label: string;
  readonly options: readonly Option[];
}

/** A menu: of options, of people, of channels; of one or of several. The browser's own, which keyboards know. */
export function SelectMenu(props: InputControlProps): ReactElement {
  const { element, value, onChange, label, id, describedBy, isInvalid } = props;
  const groups = optionGroups(element, useDirectory());
  const isMultiple = stringOf(element['type'])?.startsWith('multi_') ?? false;
  return (
    <select
      id={id}
      className="select-menu"
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={isInvalid}
      multiple={isMultiple}
      value={isMultiple ? [...(Array.isArray(value) ? value : [])] : String(value ?? '')}
      onChange={({ target }) =>
        onChange(
          isMultiple ? [...target.selectedOptions].map((option) => option.value) : target.value || null,
        )
      }
    >
      {!isMultiple && <option value="">{textOf(element['placeholder']) || 'Choose an option'}</option>}
      {groups.map((group) =>
        group.label === '' ? (
          group.options.map((option) => <MenuOption key={option.value} {...option} />)
        ) : (
          <optgroup key={group.label} label={group.label}>
            {group.options.map((option) => (
              <MenuOption key={option.value} {...option} />
            ))}
          </optgroup>
        ),
      )}
    </select>
  );
}

function MenuOption({ value, text }: Option): ReactElement {
  return <option value={value}>{text}</option>;
}

function optionGroups(element: Fields, { users, channels }: Directory): readonly OptionGroup[] {
  const type = stringOf(element['type']) ?? '';
  if (type.endsWith('users_select')) {
    return [{ label: '', options: users.map(({ id, realName }) => ({ value: id, text: realName })) }];
  }
  if (type.endsWith('channels_select') || type.endsWith('conversations_select')) {
    return [{ label: '', options: channels.map(({ id, name }) => ({ value: id, text: `# ${name}` })) }];
  }
  const groups = objectsOf(element['option_groups']);
  return groups.length > 0
    ? groups.map((group) => ({ label: textOf(group['label']), options: optionsOf(group) }))
    : [{ label: '', options: optionsOf(element) }];
}

function optionsOf(holder: Fields): Option[] {
  return objectsOf(holder['options']).map((option) => ({
    value: stringOf(option['value']) ?? '',
    text: textOf(option['text']),
  }));
}

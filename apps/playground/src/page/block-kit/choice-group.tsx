import { useId, type ReactElement } from 'react';

import { objectsOf, stringOf } from './fields.ts';
import type { InputControlProps } from './input-control-props.ts';
import { TextObject } from './text-object.tsx';

/** Radio buttons, of which one is chosen, or checkboxes. */
export function ChoiceGroup(props: InputControlProps): ReactElement {
  const { element, value, onChange, label, id, describedBy, isInvalid } = props;
  const name = useId();
  const isSingle = element['type'] === 'radio_buttons';
  const chosen = Array.isArray(value) ? value : value === null ? [] : [String(value)];

  function toggle(option: string): void {
    if (isSingle) {
      onChange(option);
    } else {
      onChange(chosen.includes(option) ? chosen.filter((other) => other !== option) : [...chosen, option]);
    }
  }

  return (
    <div
      id={id}
      className="choice-group"
      role={isSingle ? 'radiogroup' : 'group'}
      aria-label={label}
      aria-labelledby={label === undefined && id !== undefined ? `${id}-label` : undefined}
      aria-describedby={describedBy}
      aria-invalid={isInvalid}
    >
      {objectsOf(element['options']).map((option) => {
        const optionValue = stringOf(option['value']) ?? '';
        return (
          <label key={optionValue}>
            <input
              type={isSingle ? 'radio' : 'checkbox'}
              name={name}
              checked={chosen.includes(optionValue)}
              onChange={() => toggle(optionValue)}
            />
            <span>
              <TextObject text={option['text']} />
              <span className="choice-group__description">
                <TextObject text={option['description']} />
              </span>
            </span>
          </label>
        );
      })}
    </div>
  );
}

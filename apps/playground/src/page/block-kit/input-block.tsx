import type { InputValue } from '@registry-images/slack-sandbox';
import { useId, useState, type ReactElement } from 'react';

import { asksTheApp } from './external-select.tsx';
import { isFields, stringOf, textOf, type Fields } from './fields.ts';
import { useForm } from './form-values.ts';
import { initialValue } from './initial-value.ts';
import { InputControl } from './input-control.tsx';
import { useSurface } from './surface.ts';

/** A labelled input with its hint, and the message of the app where it refused what was entered. */
export function InputBlock({ block }: { block: Fields }): ReactElement {
  const surface = useSurface();
  const form = useForm();
  const id = useId();
  const blockId = stringOf(block['block_id']) ?? '';
  const element = isFields(block['element']) ? block['element'] : {};
  const [outsideForm, setOutsideForm] = useState(() => initialValue(element));
  const entered = form?.entered[blockId];
  const value = form ? (entered === undefined ? initialValue(element) : entered) : outsideForm;
  const error = form?.errors[blockId];
  const hint = textOf(block['hint']);
  const isGroup = element['type'] === 'radio_buttons' || element['type'] === 'checkboxes';

  function change(next: InputValue): void {
    setOutsideForm(next);
    form?.enter(blockId, next);
    // What the app suggests changes with every search, so that the workspace must hear of a pick before the form is sent. It
    // tells the app of it only where the block asks for that.
    if (block['dispatch_action'] === true || !form || asksTheApp(element)) {
      void surface.choose({ blockId, actionId: stringOf(element['action_id']) ?? '' }, next);
    }
  }

  return (
    <div className="input">
      <label id={`${id}-label`} htmlFor={isGroup ? undefined : id} className="input__label">
        {textOf(block['label'])}
        {block['optional'] === true && <small> (optional)</small>}
      </label>
      <InputControl
        element={element}
        blockId={blockId}
        value={value}
        onChange={change}
        id={id}
        describedBy={`${id}-about`}
        isInvalid={error !== undefined}
      />
      <div id={`${id}-about`}>
        {error !== undefined && <p className="input__error">{error}</p>}
        {hint !== '' && <p className="input__hint">{hint}</p>}
      </div>
    </div>
  );
}

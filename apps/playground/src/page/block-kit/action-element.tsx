import type { InputValue } from '@registry-images/slack-sandbox';
import { useState, type ReactElement } from 'react';

import { ActionButton } from './action-button.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { isFields, stringOf, textOf, type Fields } from './fields.ts';
import { initialValue } from './initial-value.ts';
import { InputControl } from './input-control.tsx';
import { OverflowMenu } from './overflow-menu.tsx';
import { useSurface } from './surface.ts';

/** What {@link ActionElement} draws. */
export interface ActionElementProps {
  readonly element: Fields;
  /** The id of the block that the element is in. */
  readonly blockId: string;
}

/** An element that tells the app at once: in an actions block, or beside a section's text. */
export function ActionElement({ element, blockId }: ActionElementProps): ReactElement {
  switch (element['type']) {
    case 'button':
    case 'icon_button':
    case 'workflow_button':
      return <ActionButton element={element} blockId={blockId} />;
    case 'overflow':
      return <OverflowMenu element={element} blockId={blockId} />;
    default:
      return <ChoiceElement element={element} blockId={blockId} />;
  }
}

/** A menu, a picker or a group of boxes outside of a form. */
function ChoiceElement({ element, blockId }: ActionElementProps): ReactElement {
  const surface = useSurface();
  const [value, setValue] = useState(() => initialValue(element));
  const [unconfirmed, setUnconfirmed] = useState<{ readonly value: InputValue }>();
  const { confirm } = element;

  function choose(chosen: InputValue): void {
    setUnconfirmed(undefined);
    setValue(chosen);
    void surface.choose({ blockId, actionId: stringOf(element['action_id']) ?? '' }, chosen);
  }

  return (
    <>
      <InputControl
        element={element}
        blockId={blockId}
        value={value}
        onChange={(chosen) => (isFields(confirm) ? setUnconfirmed({ value: chosen }) : choose(chosen))}
        label={stringOf(element['accessibility_label']) ?? (textOf(element['placeholder']) || 'Choose')}
      />
      {unconfirmed && isFields(confirm) && (
        <ConfirmDialog
          confirm={confirm}
          onConfirm={() => choose(unconfirmed.value)}
          onDeny={() => setUnconfirmed(undefined)}
        />
      )}
    </>
  );
}

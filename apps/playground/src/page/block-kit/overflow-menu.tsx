import { useId, useState, type ReactElement } from 'react';

import { ConfirmDialog } from './confirm-dialog.tsx';
import { isFields, objectsOf, stringOf, textOf, type Fields } from './fields.ts';
import { useSurface } from './surface.ts';

/** The “…” menu. Made of a popover, which closes by Escape and by a click beside it. */
export function OverflowMenu({ element, blockId }: { element: Fields; blockId: string }): ReactElement {
  const surface = useSurface();
  const menuId = useId();
  const [unconfirmed, setUnconfirmed] = useState<string>();
  const { confirm } = element;

  function choose(value: string): void {
    setUnconfirmed(undefined);
    void surface.choose({ blockId, actionId: stringOf(element['action_id']) ?? '' }, value);
  }

  function pick(option: Fields): void {
    document.getElementById(menuId)?.hidePopover();
    const url = stringOf(option['url']);
    if (url !== undefined && /^https?:/i.test(url)) {
      window.open(url, '_blank', 'noopener,noreferrer');
    }
    const value = stringOf(option['value']) ?? '';
    if (isFields(confirm)) {
      setUnconfirmed(value);
    } else {
      choose(value);
    }
  }

  return (
    <span className="overflow">
      <button
        type="button"
        className="button"
        popoverTarget={menuId}
        aria-label={stringOf(element['accessibility_label']) ?? 'More actions'}
      >
        <span aria-hidden="true">⋯</span>
      </button>
      <span id={menuId} popover="auto" className="overflow__menu">
        {objectsOf(element['options']).map((option) => (
          <button key={stringOf(option['value'])} type="button" onClick={() => pick(option)}>
            {textOf(option['text'])}
          </button>
        ))}
      </span>
      {unconfirmed !== undefined && isFields(confirm) && (
        <ConfirmDialog
          confirm={confirm}
          onConfirm={() => choose(unconfirmed)}
          onDeny={() => setUnconfirmed(undefined)}
        />
      )}
    </span>
  );
}

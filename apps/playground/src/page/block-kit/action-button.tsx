import { useState, type ReactElement } from 'react';

import { ConfirmDialog } from './confirm-dialog.tsx';
import { isFields, stringOf, textOf, type Fields } from './fields.ts';
import { useSurface } from './surface.ts';

/** A button. While the app has not answered yet it shows that, and takes no second press. */
export function ActionButton({ element, blockId }: { element: Fields; blockId: string }): ReactElement {
  const surface = useSurface();
  const [isPending, setIsPending] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const { confirm } = element;
  const url = stringOf(element['url']);

  async function press(): Promise<void> {
    setIsAsking(false);
    if (url !== undefined && /^https?:/i.test(url)) {
      window.open(url, '_blank', 'noopener,noreferrer');
    }
    setIsPending(true);
    await surface.press({ blockId, actionId: stringOf(element['action_id']) ?? '' });
    setIsPending(false);
  }

  function click(): void {
    if (isPending) {
      return;
    }
    if (isFields(confirm)) {
      setIsAsking(true);
    } else {
      void press();
    }
  }

  return (
    <>
      <button
        type="button"
        className={`button button--${stringOf(element['style']) ?? 'default'}`}
        aria-label={stringOf(element['accessibility_label'])}
        // Not `disabled`: that would drop the focus, and with it the reader's place.
        aria-disabled={isPending}
        aria-busy={isPending}
        onClick={click}
      >
        {textOf(element['text']) || 'Press'}
      </button>
      {isAsking && isFields(confirm) && (
        <ConfirmDialog confirm={confirm} onConfirm={() => void press()} onDeny={() => setIsAsking(false)} />
      )}
    </>
  );
}

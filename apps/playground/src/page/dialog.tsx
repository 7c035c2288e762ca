import { useEffect, useLayoutEffect, useRef, type ReactElement, type ReactNode } from 'react';

/** What {@link Dialog} needs. */
export interface DialogProps {
  readonly className: string;
  /** The DOM id of the heading. */
  readonly labelledBy: string;
  /** Called when the user presses Escape. */
  readonly onEscape: () => void;
  /** When it changes, the content is another one, and the focus goes to its beginning if it has lost its place. */
  readonly contentKey?: string;
  readonly children: ReactNode;
}

/**
 * A dialog over everything else, for as long as it is drawn. The browser's `<dialog>` keeps the focus inside and gives it
 * back at the end. The focus starts at the first input, or else at the element with `data-focus-first`.
 */
export function Dialog({ className, labelledBy, onEscape, contentKey, children }: DialogProps): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);

  // In a layout effect, because the browser gives the focus back only while the dialog is still in the document.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    focusFirst(element);
    return () => {
      element?.close();
      // Where it was before may be gone: an app replaces messages. An element of the closed dialog keeps the focus until
      // the browser draws.
      const focused = document.activeElement;
      if (focused === document.body || element?.contains(focused)) {
        document.querySelector<HTMLElement>('#composer')?.focus();
      }
    };
  }, []);

  useEffect(() => {
    // An element that was just hidden still has the focus here; the browser takes it away only when it draws.
    const focused = document.activeElement;
    const isPlace =
      focused !== dialog.current && dialog.current?.contains(focused) && focused?.checkVisibility();
    if (!isPlace) {
      focusFirst(dialog.current);
    }
  }, [contentKey]);

  return (
    <dialog
      ref={dialog}
      className={className}
      aria-labelledby={labelledBy}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          // The browser would close it by itself, while the workspace still has the modal open.
          event.preventDefault();
          event.stopPropagation();
          onEscape();
        }
      }}
      onCancel={(event) => {
        // Escape while the focus is nowhere, or the gesture that a phone has for it.
        event.preventDefault();
        onEscape();
      }}
    >
      {children}
    </dialog>
  );
}

/** Goes to where reading or typing begins: the first input, or else the heading. */
function focusFirst(dialog: HTMLElement | null): void {
  for (const selector of ['input, select, textarea', '[data-focus-first]']) {
    const places = dialog?.querySelectorAll<HTMLElement>(selector) ?? [];
    // Of a stack of modals only the one on top is visible.
    const place = [...places].find((element) => element.checkVisibility());
    if (place) {
      place.focus();
      return;
    }
  }
}

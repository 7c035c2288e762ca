import { useId, type ReactElement } from 'react';

import { Dialog } from '../dialog.tsx';
import { textOf, type Fields } from './fields.ts';
import { TextObject } from './text-object.tsx';

/** What {@link ConfirmDialog} asks. */
export interface ConfirmDialogProps {
  /** Block Kit's confirmation object. */
  readonly confirm: Fields;
  readonly onConfirm: () => void;
  readonly onDeny: () => void;
}

/** The question before an element acts. */
export function ConfirmDialog({ confirm, onConfirm, onDeny }: ConfirmDialogProps): ReactElement {
  const titleId = useId();
  return (
    <Dialog className="modal modal--confirm" labelledBy={titleId} onEscape={onDeny}>
      <header className="modal__header">
        <h2 id={titleId} tabIndex={-1} data-focus-first>
          {textOf(confirm['title'])}
        </h2>
      </header>
      <div className="modal__body">
        <TextObject text={confirm['text']} />
      </div>
      <footer className="modal__footer">
        <button type="button" className="button" onClick={onDeny}>
          {textOf(confirm['deny']) || 'Cancel'}
        </button>
        <button
          type="button"
          className={`button button--${confirm['style'] === 'danger' ? 'danger-solid' : 'primary'}`}
          onClick={onConfirm}
        >
          {textOf(confirm['confirm']) || 'OK'}
        </button>
      </footer>
    </Dialog>
  );
}

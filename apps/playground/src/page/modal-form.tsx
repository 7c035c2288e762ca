import type { InputValue } from '@registry-images/slack-sandbox';
import { useMemo, useState, type FormEvent, type KeyboardEvent, type ReactElement } from 'react';

import type { PageView } from '../protocol.ts';
import { BlockList } from './block-kit/block-list.tsx';
import { FormContext, type FormValues } from './block-kit/form-values.ts';
import { SurfaceContext, type Surface } from './block-kit/surface.ts';
import type { Outcome, PlaygroundClient } from './playground-client.ts';

/** What {@link ModalForm} shows. */
export interface ModalFormProps {
  readonly view: PageView;
  /** The DOM id that the heading is to have. */
  readonly titleId: string;
  readonly appName: string;
  readonly client: PlaygroundClient;
  /** Whether it is the one that is seen. */
  readonly isOnTop: boolean;
}

/** One modal: a title, blocks, and the buttons that close and submit it. */
export function ModalForm({ view, titleId, appName, client, isOnTop }: ModalFormProps): ReactElement {
  const [entered, setEntered] = useState<Readonly<Record<string, InputValue>>>({});
  const [outcome, setOutcome] = useState<Outcome>();
  const [isPending, setIsPending] = useState(false);
  const refusal = outcome?.ok === false ? outcome : undefined;

  const surface = useMemo<Surface>(
    () => ({
      press: async (element) => setOutcome(await client.press({ viewId: view.id, ...element })),
      choose: async (element, value) =>
        setOutcome(await client.choose({ viewId: view.id, ...element }, value)),
      suggest: (element, query) => client.typeAhead({ viewId: view.id, ...element }, query),
    }),
    [client, view.id],
  );
  const form: FormValues = {
    entered,
    errors: { ...view.errors, ...refusal?.inputErrors },
    enter: (blockId, value) => setEntered((before) => ({ ...before, [blockId]: value })),
  };

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isPending || view.submit === undefined) {
      return;
    }
    setIsPending(true);
    setOutcome(await client.submit(view.id, entered));
    setIsPending(false);
  }

  async function close(all: boolean): Promise<void> {
    setOutcome(await client.close(view.id, all));
  }

  /** In an input of several lines Enter makes a line; there Slack submits by Enter with Ctrl or Command. */
  function submitByKeys(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      void submit(event);
    }
  }

  return (
    <form hidden={!isOnTop} onSubmit={(event) => void submit(event)} onKeyDown={submitByKeys} noValidate>
      <header className="modal__header">
        <img className="avatar" src="/icon.svg" alt={appName} />
        <h2 id={titleId} tabIndex={-1} data-focus-first>
          {view.title}
        </h2>
        <button type="button" className="modal__x" aria-label="Close" onClick={() => void close(true)}>
          <span aria-hidden="true">✕</span>
        </button>
      </header>
      <div className="modal__body" tabIndex={0} role="group" aria-labelledby={titleId}>
        {refusal && Object.keys(refusal.inputErrors).length === 0 && (
          <p className="notice" role="alert">
            {refusal.userText}
          </p>
        )}
        <SurfaceContext value={surface}>
          <FormContext value={form}>
            <div aria-live="polite">
              <BlockList blocks={view.blocks} />
            </div>
          </FormContext>
        </SurfaceContext>
      </div>
      <footer className="modal__footer">
        <button type="button" className="button" onClick={() => void close(false)}>
          {view.close ?? (view.submit === undefined ? 'Close' : 'Cancel')}
        </button>
        {view.submit !== undefined && (
          <button
            type="submit"
            className="button button--primary"
            aria-disabled={isPending}
            aria-busy={isPending}
          >
            {view.submit}
          </button>
        )}
      </footer>
    </form>
  );
}

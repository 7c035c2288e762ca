import type { ReactElement } from 'react';

import type { PageView } from '../protocol.ts';
import { Dialog } from './dialog.tsx';
import { ModalForm } from './modal-form.tsx';
import type { PlaygroundClient } from './playground-client.ts';

/** What {@link ModalStack} shows. */
export interface ModalStackProps {
  /** The user's modals, the one on top last. */
  readonly views: readonly PageView[];
  readonly appName: string;
  readonly client: PlaygroundClient;
}

/** The modals. Only the one on top is seen, as in Slack; those below keep what was entered. */
export function ModalStack({ views, appName, client }: ModalStackProps): ReactElement | null {
  const top = views.at(-1);
  if (!top) {
    return null;
  }
  return (
    <Dialog
      key={views[0]?.id}
      className="modal"
      labelledBy={titleIdOf(top)}
      onEscape={() => void client.close(top.id, false)}
      contentKey={`${top.id} ${top.hash}`}
    >
      {views.map((view) => (
        <ModalForm
          key={view.id}
          view={view}
          titleId={titleIdOf(view)}
          appName={appName}
          client={client}
          isOnTop={view === top}
        />
      ))}
    </Dialog>
  );
}

function titleIdOf(view: PageView): string {
  return `modal-${view.id}`;
}

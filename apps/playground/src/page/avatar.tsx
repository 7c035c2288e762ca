import type { ReactElement } from 'react';

/** The picture at a message: the app's icon, or a person's initial. Decoration: the name stands beside it. */
export function Avatar({ name, from }: { name: string; from: 'app' | 'user' | 'slackbot' }): ReactElement {
  if (from === 'app') {
    return <img className="avatar" src="/icon.svg" alt="" />;
  }
  return (
    <span className={`avatar avatar--${from}`} aria-hidden="true">
      {name.slice(0, 1).toUpperCase()}
    </span>
  );
}
